package pinpipe.etl.run;

import java.util.List;
import java.util.function.Predicate;
import pinpipe.cleaning.Column;
import pinpipe.cleaning.Table;
import pinpipe.etl.io.TableLayout;

/** How the files of a table are written, as its definition says. */
public final class TableLayouts {
    private TableLayouts() {}

    /** The layout of a table. */
    public static TableLayout of(Table table) {
        return new TableLayout(
                table.name(), table.key(), names(table, Column::isTimestamp), names(table, Column::isNearlyUnique));
    }

    private static List<String> names(Table table, Predicate<Column> chosen) {
        return table.columns().stream().filter(chosen).map(Column::name).toList();
    }
}
