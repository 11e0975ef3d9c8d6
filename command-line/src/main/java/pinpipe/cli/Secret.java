package pinpipe.cli;

import java.util.Optional;

/** Something that must never be printed; it comes from the environment and from nowhere else. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** What an environment variable holds, if it is set and not blank. */
    public static Optional<Secret> inEnvironment(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isBlank())
                .map(Secret::of);
    }

    /** A secret that came another way, as in a test. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The secret itself, to be handed on and not to be kept in a text. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
