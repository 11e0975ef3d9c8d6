package pinpipe.etl.table;

import static pinpipe.etl.flow.Check.asWritten;
import static pinpipe.etl.flow.Check.missing;
import static pinpipe.etl.flow.Check.refuse;
import static pinpipe.etl.flow.Check.unreadable;
import static pinpipe.etl.flow.Step.typing;

import org.apache.spark.sql.Column;
import pinpipe.etl.flow.Table;
import pinpipe.etl.rule.Numbers;

/** The key of tables that are keyed by {@code ind}: a whole number of 64 bits, or the record is refused. */
final class WholeKey {
    private static final String KEY = "ind";

    private WholeKey() {}

    static Table.Builder of(Table.Builder table) {
        Column unread = unreadable("", KEY).refuses();
        Column whole = Numbers.isWhole(asWritten(KEY));
        return table.cleans(typing(KEY, "is a whole number", Numbers.whole()))
                .refusesKey(
                        missing("key_missing", KEY),
                        refuse("key_past_64_bits", unread.and(whole)),
                        refuse("key_not_whole", unread.and(whole.equalTo(false))));
    }
}
