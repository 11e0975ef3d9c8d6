package pinpipe.etl.job;

import pinpipe.cli.Exit;
import pinpipe.tables.GeoTable;

/** The job that cleans the table {@code geo}. */
public final class CleanGeo {
    private CleanGeo() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Clean("clean geo", GeoTable.GEO), args);
    }
}
