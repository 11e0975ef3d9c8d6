package pinpipe.etl.job;

import pinpipe.cli.Exit;
import pinpipe.etl.flow.Table;

/** The job that cleans all three tables at once in one process: cheaper than three jobs where there is little data. */
public final class CleanAll {
    private CleanAll() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Clean("clean all", Tables.ALL.toArray(Table[]::new)), args);
    }
}
