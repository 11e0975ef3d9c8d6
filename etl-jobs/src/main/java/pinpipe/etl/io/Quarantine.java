package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The refused lines of a table, {@code WAREHOUSE/_quarantine/pin}: raw text, place, run and all reasons. A line that is
 * refused again at the same place with the same text stays one.
 */
public final class Quarantine {
    private static final String SAME = """
            held.topic = new.topic AND held.partition = new.partition AND held.offset = new.offset
            AND held.position = new.position AND held.raw <=> new.raw""";

    private final SparkSession spark;
    private final String folder;

    /** The quarantine of a warehouse. */
    public Quarantine(SparkSession spark, String warehouse) {
        this.spark = spark;
        this.folder = warehouse + "/_quarantine/";
    }

    /** Where a table's refused lines lie. */
    public String path(String table) {
        return folder + table;
    }

    /** Forgets the lines that a run has put there first. */
    public void forget(String table, Transaction run) {
        if (DeltaTable.isDeltaTable(spark, path(table))) {
            DeltaTable.forPath(spark, path(table)).delete(col("run").equalTo(run.run()));
        }
    }

    /** Takes refused lines in. Doing it twice is doing it once, since a line is known by its place and its text. */
    public void add(String table, Dataset<Row> refused, Transaction run) {
        Dataset<Row> lines = refused.select(
                lit(run.run()).as("run"),
                col("topic"),
                col("partition"),
                col("offset"),
                col("position"),
                col("object"),
                col("records"),
                col("reasons"),
                col("raw"));
        if (DeltaTable.isDeltaTable(spark, path(table))) {
            DeltaTable.forPath(spark, path(table))
                    .as("held")
                    .merge(lines.as("new"), SAME)
                    .whenNotMatched()
                    .insertAll()
                    .execute();
        } else {
            run.named(lines.write()).mode("append").save(path(table));
        }
    }
}
