package pinpipe.etl.io;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rejected lines of a table, {@code WAREHOUSE/_quarantine/pin}: raw text, place, run and all reasons. A line that is
 * rejected again at the same place with the same text stays one.
 */
public final class Quarantine {
    private static final String SAME = """
            held.topic = new.topic AND held.partition = new.partition AND held.offset = new.offset
            AND held.position = new.position AND held.raw <=> new.raw""";

    /** Delta's log keeps the least and the greatest value of these columns alone; raw lines are not quoted there. */
    private static final String PLACE = "run,partition,offset,position";

    private final SparkSession spark;
    private final String warehouse;

    /** The quarantine of a warehouse. */
    public Quarantine(SparkSession spark, String warehouse) {
        this.spark = spark;
        this.warehouse = warehouse;
    }

    /**
     * Takes lines out, or changes their text; what they said is not told to Delta's history.
     *
     * @param changes topic, partition, offset, position and raw of a line, and its {@code new_raw}: null where it goes
     */
    public void change(String table, Dataset<Row> changes) {
        DeltaTable.forPath(spark, path(table))
                .as("held")
                .merge(changes.as("new"), SAME)
                .whenMatched("new.new_raw IS NULL")
                .delete()
                .whenMatched()
                .update(Map.of("raw", col("new.new_raw")))
                .execute();
    }

    /** Where a table's rejected lines lie. */
    public String path(String table) {
        return warehouse + "/" + StoredTables.QUARANTINE + "/" + table;
    }

    /** The lines that are there; empty where none was ever rejected. */
    public Optional<Dataset<Row>> lines(String table) {
        return DeltaTable.isDeltaTable(spark, path(table))
                ? Optional.of(spark.read().format("delta").load(path(table)))
                : Optional.empty();
    }

    /** Forgets the lines that a run has put there first. */
    public void forget(String table, Transaction run) {
        if (DeltaTable.isDeltaTable(spark, path(table))) {
            DeltaTable.forPath(spark, path(table)).delete(col("run").equalTo(run.run()));
        }
    }

    /**
     * Takes rejected lines in. Doing it twice is doing it once, since a line is known by its place and its text. One that
     * is there already stays that of its run, with the reasons that it has today.
     *
     * @return how many were not there before, as Delta counted them
     */
    public long add(String table, Dataset<Row> rejected, Transaction run) {
        Dataset<Row> lines = rejected.select(
                lit(run.run()).as("run"),
                col("topic"),
                col("partition"),
                col("offset"),
                col("position"),
                col("object"),
                col("records"),
                col("reasons"),
                col("raw"));
        long before = version(table).orElse(-1L);
        if (DeltaTable.isDeltaTable(spark, path(table))) {
            DeltaTable.forPath(spark, path(table))
                    .as("held")
                    .merge(lines.as("new"), SAME)
                    .whenMatched("held.reasons <> new.reasons")
                    .updateExpr(Map.of("reasons", "new.reasons"))
                    .whenNotMatched()
                    .insertAll()
                    .execute();
        } else {
            run.named(lines.write())
                    .option(TableLayout.STATISTICS, PLACE)
                    .mode("append")
                    .save(path(table));
        }
        return commits(table).after(before).stream()
                .mapToLong(DeltaCommits.Commit::inserted)
                .sum();
    }

    /** The version of a table's quarantine; empty where nothing was ever rejected. */
    public Optional<Long> version(String table) {
        return commits(table).newest();
    }

    /** How many lines were taken out of a table's quarantine since it had this version, as Delta counted them. */
    public long removedSince(String table, long version) {
        return commits(table).after(version).stream()
                .mapToLong(commit -> commit.count("numTargetRowsDeleted"))
                .sum();
    }

    private DeltaCommits commits(String table) {
        return new DeltaCommits(spark, path(table));
    }

    /** Some lines of a table's quarantine, which must be there. */
    public Dataset<Row> lines(String table, Choice choice) {
        DataFrameReader reader = spark.read().format("delta");
        Dataset<Row> lines = choice.version() == null
                ? reader.load(path(table))
                : reader.option("versionAsOf", choice.version()).load(path(table));
        for (Column condition : choice.conditions()) {
            lines = lines.where(condition);
        }
        return choice.before() == null
                ? lines
                : lines.join(
                        endedBefore(table, choice.before()),
                        col("run").between(col("first_ended"), col("last_ended")),
                        "left_semi");
    }

    /** The runs that had ended by then; one row may stand for many batches of a stream. */
    private Dataset<Row> endedBefore(String table, Instant instant) {
        Dataset<Row> ledger = spark.read().format("delta").load(warehouse + "/" + StoredTables.LEDGERS + "/" + table);
        Column first = List.of(ledger.columns()).contains("stream") ? col("stream.first") : lit(null);
        return ledger.groupBy("run")
                .agg(max("at").as("at"), min(coalesce(first, col("run"))).as("first_ended"))
                .where(col("at").lt(lit(Timestamp.from(instant))))
                .select(col("first_ended"), col("run").as("last_ended"));
    }

    /** How many lines came in by each run after this one, and are there. */
    public Map<Long, Long> linesAfter(String table, long run) {
        Map<Long, Long> counted = new HashMap<>();
        lines(table)
                .map(lines ->
                        lines.where(col("run").gt(run)).groupBy("run").count().collectAsList())
                .orElse(List.of())
                .forEach(row -> counted.put(row.getLong(0), row.getLong(1)));
        return counted;
    }

    /** How many lines came in by this run, and are there. */
    public long linesOf(String table, long run) {
        return lines(table)
                .map(lines -> lines.where(col("run").equalTo(run)).count())
                .orElse(0L);
    }

    /** Lines without those others that stand at the same place with the same text. */
    public static Dataset<Row> without(Dataset<Row> lines, Dataset<Row> others) {
        return lines.as("held").join(others.as("new"), expr(SAME), "left_anti");
    }

    /** Lines without those others that are also rejected for the same reasons. */
    public static Dataset<Row> changed(Dataset<Row> lines, Dataset<Row> others) {
        return lines.as("held").join(others.as("new"), expr(SAME + " AND held.reasons = new.reasons"), "left_anti");
    }

    /** Takes lines out, all in one commit; what is not there is not missed, so that doing it twice is doing it once. */
    public void remove(String table, Dataset<Row> lines) {
        DeltaTable.forPath(spark, path(table))
                .as("held")
                .merge(
                        lines.select("topic", "partition", "offset", "position", "raw")
                                .as("new"),
                        SAME)
                .whenMatched()
                .delete()
                .execute();
    }
}
