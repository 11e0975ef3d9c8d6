package pinpipe.etl.table;

import static pinpipe.etl.flow.Check.missing;
import static pinpipe.etl.flow.Step.making;
import static pinpipe.etl.flow.Step.typing;

import org.apache.spark.sql.functions;
import pinpipe.etl.flow.Table;
import pinpipe.etl.rule.Numbers;
import pinpipe.etl.rule.Times;

/** Users as an older version may have read them: it refused those without a last name, and knew no reason for odd ages. */
public final class StrictUser {
    public static final Table USER = WholeKey.of(Table.named("user").keyed("ind", "index"))
            .reads("first_name", "last_name", "age", "date_joined")
            .cleans(
                    typing("age", "is a whole number", Numbers.whole()),
                    typing("date_joined", "any of five ways of writing it becomes an instant, UTC", Times.written()),
                    making(
                            "user_name",
                            "is first and last name",
                            functions.concat_ws(" ", functions.col("first_name"), functions.col("last_name"))))
            .refuses(missing("last_name_missing", "last_name"), missing("date_joined_missing", "date_joined"))
            .writes("ind BIGINT, user_name STRING, age INT, date_joined TIMESTAMP");

    private StrictUser() {}
}
