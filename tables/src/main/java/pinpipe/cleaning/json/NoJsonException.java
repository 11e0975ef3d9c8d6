package pinpipe.cleaning.json;

/** A text that holds no JSON value, or more than one, or one that is too large to be read. */
public final class NoJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the text. */
    public enum Kind {
        /** No JSON. */
        NOT_JSON,
        /** A whole JSON value and then something more. */
        TEXT_AFTER_JSON,
        /** JSON nested more than 1,000 levels deep. */
        TOO_DEEP,
        /** A text of more than 20,000,000 characters, or a name of more than 50,000. */
        TOO_LARGE
    }

    private final Kind kind;

    NoJsonException(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    /** Which of these it is. */
    public Kind kind() {
        return kind;
    }
}
