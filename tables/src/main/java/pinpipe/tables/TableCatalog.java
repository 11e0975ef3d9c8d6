package pinpipe.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import pinpipe.cleaning.Table;

/** All tables on the class path: pinpipe's own first, then those that other jars provide. */
public final class TableCatalog {
    private TableCatalog() {}

    /**
     * All tables.
     *
     * @throws IllegalStateException if two have the same name
     */
    public static List<Table> all() {
        List<Table> tables = new ArrayList<>(new PinpipeTables().tables());
        for (TableProvider provider : ServiceLoader.load(TableProvider.class)) {
            if (!(provider instanceof PinpipeTables)) {
                provider.tables().forEach(table -> add(table, tables));
            }
        }
        return List.copyOf(tables);
    }

    /** The names of all tables. */
    public static List<String> names() {
        return all().stream().map(Table::name).toList();
    }

    /** The table of that name. */
    public static Optional<Table> named(String name) {
        return all().stream().filter(table -> table.name().equals(name)).findFirst();
    }

    private static void add(Table table, List<Table> tables) {
        if (tables.stream().anyMatch(other -> other.name().equals(table.name()))) {
            throw new IllegalStateException("Cannot use two tables named %s. Rename one of them, or take its jar away."
                    .formatted(table.name()));
        }
        tables.add(table);
    }
}
