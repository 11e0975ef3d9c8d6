package pinpipe.etl.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static pinpipe.etl.flow.Check.missing;
import static pinpipe.etl.flow.Check.refuse;
import static pinpipe.etl.flow.Check.unreadable;
import static pinpipe.etl.flow.Step.making;
import static pinpipe.etl.flow.Step.on;
import static pinpipe.etl.flow.Step.typing;
import static pinpipe.etl.rule.Text.joined;
import static pinpipe.etl.rule.Text.nullWhenBlank;

import pinpipe.etl.flow.Table;
import pinpipe.etl.rule.Numbers;
import pinpipe.etl.rule.Times;

/** Users: who made a post. One row a post, not a person. */
public final class UserTable {
    /** One row a post. */
    public static final Table USER = WholeKey.of(Table.named("user").keyed("ind", "index"))
            .reads("first_name", "last_name", "age", "date_joined")
            .cleansEach(
                    text -> on(text, "blank text becomes null", nullWhenBlank()),
                    "first_name",
                    "last_name",
                    "age",
                    "date_joined")
            .cleans(
                    making("user_name", "is first name, blank, last name", joined(col("first_name"), col("last_name"))),
                    typing("age", "is a whole number of years", Numbers.whole()),
                    typing("date_joined", "any of five ways of writing it becomes an instant, UTC", Times.written()))
            .refuses(
                    missing("date_joined_missing", "date_joined"),
                    unreadable("date_joined_unreadable", "date_joined"),
                    unreadable("age_not_whole", "age"),
                    refuse("age_out_of_range", not(col("age").between(0, 150))))
            .writes("ind BIGINT, user_name STRING, age INT, date_joined TIMESTAMP");

    private UserTable() {}
}
