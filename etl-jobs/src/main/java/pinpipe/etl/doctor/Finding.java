package pinpipe.etl.doctor;

import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

/**
 * What an examination found.
 *
 * @param level how grave it is
 * @param detail what was seen, in words for a person; never a secret's value
 * @param remedy what to do, a whole sentence; empty where nothing is to be done
 */
public record Finding(Level level, String detail, String remedy) {
    /** How grave a finding is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, and may do harm. */
        WARN,
        /** Something outside us is broken: a run would fail now, and may pass later. */
        BROKEN,
        /** A run would fail, or do harm. */
        FAIL
    }

    static Finding ok(String detail) {
        return new Finding(Level.OK, detail, "");
    }

    static Finding warn(String detail, String remedy) {
        return new Finding(Level.WARN, detail, remedy);
    }

    /** What an error says: broken, or wrong. */
    static Finding of(Failure failure) {
        return new Finding(failure.exit() == Exit.BROKEN ? Level.BROKEN : Level.FAIL, failure.getMessage(), "");
    }

    static Finding fail(String detail, String remedy) {
        return new Finding(Level.FAIL, detail, remedy);
    }
}
