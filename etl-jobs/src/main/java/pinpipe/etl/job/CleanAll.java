package pinpipe.etl.job;

import pinpipe.cli.Exit;
import pinpipe.etl.table.GeoTable;
import pinpipe.etl.table.PinTable;
import pinpipe.etl.table.UserTable;

/** The job that cleans all three tables in one session: cheaper than three jobs where there is little data. */
public final class CleanAll {
    private CleanAll() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Clean("clean all", PinTable.PIN, GeoTable.GEO, UserTable.USER), args);
    }
}
