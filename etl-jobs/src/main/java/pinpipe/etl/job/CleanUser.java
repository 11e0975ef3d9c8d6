package pinpipe.etl.job;

import pinpipe.cli.Exit;
import pinpipe.tables.UserTable;

/** The job that cleans the table {@code user}. */
public final class CleanUser {
    private CleanUser() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Clean("clean user", UserTable.USER), args);
    }
}
