package pinpipe.etl.table;

import static pinpipe.etl.flow.Check.missing;
import static pinpipe.etl.flow.Check.unreadable;
import static pinpipe.etl.flow.Step.on;
import static pinpipe.etl.flow.Step.reading;
import static pinpipe.etl.flow.Step.typing;
import static pinpipe.etl.rule.Text.nullWhenBlank;

import pinpipe.etl.flow.Table;
import pinpipe.etl.rule.Numbers;
import pinpipe.etl.rule.Times;

/** Comments: what was said about a post. */
public final class CommentTable {
    /** One row a comment. */
    public static final Table COMMENT = WholeKey.of(Table.named("comment").keyed("ind", "index"))
            .reads("post_ind", "text", "likes", "written_at")
            .cleansEach(
                    text -> on(text, "blank text becomes null", nullWhenBlank()),
                    "post_ind",
                    "text",
                    "likes",
                    "written_at")
            .cleans(
                    typing("post_ind", "is a whole number", Numbers.whole()),
                    reading("likes", "12k and 1.5M become whole numbers", Numbers.shortened()),
                    typing("written_at", "any of five ways of writing it becomes an instant, UTC", Times.written()))
            .refuses(
                    missing("post_missing", "post_ind"),
                    unreadable("post_not_whole", "post_ind"),
                    missing("text_missing", "text"),
                    missing("written_at_missing", "written_at"),
                    unreadable("written_at_unreadable", "written_at"))
            .writes("ind BIGINT, post_ind BIGINT, text STRING, likes BIGINT, written_at TIMESTAMP");

    private CommentTable() {}
}
