package pinpipe.etl.ingest;

import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.integer;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;
import static pinpipe.cleaning.CombinedType.joined;

import pinpipe.cleaning.Table;

/** Users as an older version may have read them: it rejected those without a last name, and knew no reason for odd ages. */
public final class StrictUser {
    public static final Table USER = Table.named("user")
            .key("ind", bigint().from("ind", "index"))
            .column(
                    "user_name",
                    joined(text().from("first_name"), text().from("last_name").required()))
            .column("age", integer())
            .column("date_joined", timestamp().required());

    private StrictUser() {}
}
