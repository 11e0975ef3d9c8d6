package pinpipe.etl.kinesis;

/** Why streams cannot be read, in a whole sentence: {@code Cannot read <what>: <why>. <Remedy>.} */
public final class ReadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller should do about it. */
    public enum Kind {
        /** Options, names or permissions are wrong: the same call cannot pass. */
        ASKED_WRONGLY,
        /** Something outside is broken: the same call may pass later. */
        BROKEN,
        /** Records were lost before they were read: a person must decide. */
        DATA_LOST
    }

    private final Kind kind;

    ReadFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What should be done about it. */
    public Kind kind() {
        return kind;
    }
}
