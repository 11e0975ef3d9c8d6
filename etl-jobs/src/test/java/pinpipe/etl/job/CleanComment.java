package pinpipe.etl.job;

import pinpipe.cli.Exit;
import pinpipe.etl.ingest.CommentTable;

/** The job that cleans the table {@code comment}. */
public final class CleanComment {
    private CleanComment() {}

    /** See {@code --help}. */
    public static void main(String[] args) {
        Exit.with(new Clean("clean comment", CommentTable.COMMENT), args);
    }
}
