package pinpipe.etl.job;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.StoredTables;

/** Where the tables lie: the option of every command that has to do with them. */
final class WarehouseOption {
    @Option(
            names = "--warehouse",
            required = true,
            paramLabel = "URI",
            description = "Where the clean tables lie, and their _runs and _quarantine.")
    private String uri;

    /** As it was written. */
    String uri() {
        return uri;
    }

    /** As a whole URI, which means the same to every process. */
    String root(SparkSession spark) throws IOException {
        return Store.at(spark, uri).root().toString();
    }

    /** What lies there already. */
    StoredTables tables(SparkSession spark) throws IOException {
        return StoredTables.at(spark, uri);
    }
}
