package pinpipe.etl.mutant;

import pinpipe.cli.Failure;

/** How one test ended. */
enum Verdict {
    /** It passed: a mutant was not caught. */
    PASSED,
    /** An assertion failed, or our own code rejected to go on. */
    CAUGHT,
    /** It was not found, or it ended in an error that proves nothing, such as a class that is missing. */
    NOT_JUDGED;

    private static final int FIRST_EXIT = 10;

    static Verdict of(Throwable failure) {
        return failure instanceof AssertionError || failure instanceof Failure ? CAUGHT : NOT_JUDGED;
    }

    int exit() {
        return FIRST_EXIT + ordinal();
    }

    static Verdict ofExit(int exit) {
        int ordinal = exit - FIRST_EXIT;
        return ordinal >= 0 && ordinal < values().length ? values()[ordinal] : NOT_JUDGED;
    }
}
