package pinpipe.etl.job;

import java.util.List;
import java.util.Optional;
import pinpipe.etl.flow.Table;
import pinpipe.etl.table.GeoTable;
import pinpipe.etl.table.PinTable;
import pinpipe.etl.table.UserTable;

/** The tables that the commands know. A new table is a definition in {@code pinpipe.etl.table} and a word in {@link #ALL}. */
final class Tables {
    /** In the order in which they are cleaned. */
    static final List<Table> ALL = List.of(PinTable.PIN, GeoTable.GEO, UserTable.USER);

    private Tables() {}

    static List<String> names() {
        return ALL.stream().map(Table::name).toList();
    }

    static Optional<Table> named(String name) {
        return ALL.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
