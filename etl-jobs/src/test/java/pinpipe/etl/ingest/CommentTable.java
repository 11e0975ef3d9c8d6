package pinpipe.etl.ingest;

import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;

import pinpipe.cleaning.Table;

/** Comments: what was said about a post. */
public final class CommentTable {
    /** One row a comment. */
    public static final Table COMMENT = Table.named("comment")
            .key("ind", bigint().from("ind", "index"))
            .column("post_ind", bigint().required())
            .column("text", text().required())
            .column("likes", shortenedNumber())
            .column("written_at", timestamp().required());

    private CommentTable() {}
}
