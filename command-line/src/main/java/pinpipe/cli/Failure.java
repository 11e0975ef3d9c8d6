package pinpipe.cli;

/**
 * An end that a person or a scheduler must act on. The message is whole: {@code Cannot <do> <what>: <why>. <Remedy>.}
 *
 * <p>The kind decides the exit code, so that a scheduler knows what to do without reading the message.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;

    private Failure(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** Something outside us is broken, and the same call may pass later. */
    public static Failure broken(String message, Throwable cause) {
        return new Failure(Exit.BROKEN, message, cause);
    }

    /** The call itself is wrong; repeating it cannot help. */
    public static Failure askedWrongly(String message) {
        return new Failure(Exit.ASKED_WRONGLY, message, null);
    }

    /** As {@link #askedWrongly(String)}, with what showed it. */
    public static Failure askedWrongly(String message, Throwable cause) {
        return new Failure(Exit.ASKED_WRONGLY, message, cause);
    }

    /** The data is not what it should be; a person must look before anything goes on. */
    public static Failure dataRejected(String message) {
        return new Failure(Exit.DATA_REJECTED, message, null);
    }

    /** The exit code that this failure ends the process with. */
    public Exit exit() {
        return exit;
    }
}
