package pinpipe.etl.job;

import pinpipe.cli.Exit;
import pinpipe.tables.PinTable;

/** The job that cleans the table {@code pin}. */
public final class CleanPin {
    private CleanPin() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Clean("clean pin", PinTable.PIN), args);
    }
}
