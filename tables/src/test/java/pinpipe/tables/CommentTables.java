package pinpipe.tables;

import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;

import java.util.List;
import pinpipe.cleaning.Table;

/** A table of another jar: comments, what was said about a post. */
public final class CommentTables implements TableProvider {
    static final Table COMMENT = Table.named("comment")
            .key("ind", bigint().from("ind", "index"))
            .column("post_ind", bigint().required())
            .column("text", text().required())
            .column("likes", shortenedNumber())
            .column("written_at", timestamp().required());

    @Override
    public List<Table> tables() {
        return List.of(COMMENT);
    }

    /** The same table once more. */
    public static final class Second implements TableProvider {
        @Override
        public List<Table> tables() {
            return List.of(COMMENT);
        }
    }
}
