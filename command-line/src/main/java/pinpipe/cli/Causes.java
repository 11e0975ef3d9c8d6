package pinpipe.cli;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;

/** Finds in a chain of causes the one that says something. */
public final class Causes {
    private Causes() {}

    /** The error and its causes, outermost first. */
    public static Stream<Throwable> of(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }

    /** The innermost cause. */
    public static Throwable root(Throwable error) {
        return of(error).reduce((outer, inner) -> inner).orElse(error);
    }

    /** The first line of an error's message, or its class where it has none; without a closing full stop. */
    public static String firstLine(Throwable error) {
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return error.getClass().getSimpleName();
        }
        return message.strip().lines().findFirst().orElse("").replaceAll("\\.$", "");
    }

    /** The sentence for an error that nobody nearer could explain. */
    public static Failure explain(String does, Throwable error) {
        Throwable root = root(error);
        if (root instanceof ConnectException || root instanceof UnknownHostException) {
            return Failure.broken(
                    "Cannot %s: no connection (%s). Check that the server runs and the address is right, then try again."
                            .formatted(does, firstLine(root)),
                    error);
        }
        if (root instanceof AccessDeniedException) {
            return Failure.askedWrongly(
                    "Cannot %s: no permission for %s. Give this user the right to it.".formatted(does, firstLine(root)),
                    error);
        }
        return Failure.broken(
                "Cannot %s: %s (%s). Run it again with --verbose for where it came from."
                        .formatted(does, firstLine(root), root.getClass().getSimpleName()),
                error);
    }
}
