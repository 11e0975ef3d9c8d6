package pinpipe.tables;

import java.util.List;
import pinpipe.cleaning.Table;

/** The three tables of pinpipe itself. */
public final class PinpipeTables implements TableProvider {
    @Override
    public List<Table> tables() {
        return List.of(PinTable.PIN, GeoTable.GEO, UserTable.USER);
    }
}
