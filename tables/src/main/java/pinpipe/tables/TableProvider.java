package pinpipe.tables;

import java.util.List;
import pinpipe.cleaning.Table;

/**
 * Brings tables into the {@link TableCatalog}. A jar names its provider in
 * {@code META-INF/services/pinpipe.tables.TableProvider}.
 */
public interface TableProvider {
    /** The tables that this jar defines. */
    List<Table> tables();
}
