package pinpipe.cli;

/** What the process ends with, and what a scheduler should do about it. */
public enum Exit {
    /** All that was asked is done. */
    DONE(0),
    /** Broken outside us: try again. */
    BROKEN(1),
    /** Asked wrongly: do not retry. */
    ASKED_WRONGLY(2),
    /** Data rejected: call someone. */
    DATA_REJECTED(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /**
     * Runs a command and ends the process with its exit code; the only caller of {@link System#exit}.
     *
     * <p>A command that is done just returns: on Databricks the process is not ours to end, and {@code System.exit(0)}
     * there marks a good run as failed.
     */
    public static void with(Command command, String... args) {
        Exit end = new Console(System.out, System.err).run(command, args);
        if (end != DONE) {
            System.exit(end.code);
        }
    }
}
