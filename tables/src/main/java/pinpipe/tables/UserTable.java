package pinpipe.tables;

import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.integer;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;
import static pinpipe.cleaning.CombinedType.joined;

import pinpipe.cleaning.Table;

/** Users: who made a post. One row a post, not a person. */
public final class UserTable {
    /** One row a post. */
    public static final Table USER = Table.named("user")
            .key("ind", bigint().from("ind", "index"))
            .column("user_name", joined(text().from("first_name"), text().from("last_name")))
            .column("age", integer().between(0, 150).rejectUnreadable())
            .column("date_joined", timestamp().required());

    private UserTable() {}
}
