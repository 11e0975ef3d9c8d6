package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import pinpipe.cli.Failure;

/** The quarantines of a warehouse for reading: how many lines for which reason, and the lines themselves. */
public final class QuarantineView {
    private static final Column[] PLACE = {col("offset"), col("partition"), col("position")};

    private final StoredTables warehouse;

    /** The quarantines of this warehouse. */
    public QuarantineView(StoredTables warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The lines by table, run and reason, with the first and the last of them in the topic's order; a line with two
     * reasons counts for both. Empty where none of these tables has ever had a line rejected.
     */
    public Optional<TableView> counts(List<String> tables) throws IOException {
        Dataset<Row> all = null;
        for (String table : tables) {
            if (warehouse.isDelta(path(table))) {
                Dataset<Row> one = counts(table);
                all = all == null ? one : all.unionByName(one);
            }
        }
        return Optional.ofNullable(all)
                .map(rows -> new TableView(rows.orderBy(col("table"), col("run"), desc("lines"), col("reason"))));
    }

    private Dataset<Row> counts(String table) throws IOException {
        Dataset<Row> times = warehouse
                .read(StoredTables.LEDGERS + "/" + table)
                .groupBy("run")
                .agg(date_trunc("second", max("at")).as("when"));
        return warehouse
                .read(path(table))
                .withColumn("reason", explode(col("reasons")))
                .groupBy("run", "reason")
                .agg(
                        count(lit(1)).as("lines"),
                        min(struct(PLACE)).as("first"),
                        max(struct(PLACE)).as("last"))
                .join(times, new String[] {"run"}, "left")
                .select(
                        lit(table).as("table"),
                        col("run"),
                        col("when"),
                        col("reason"),
                        col("lines"),
                        struct("first.partition", "first.offset").as("oldest"),
                        struct("last.partition", "last.offset").as("newest"));
    }

    /**
     * The lines of a table: run, place, all reasons, and the raw text at the end. Empty where none was ever rejected.
     *
     * @throws Failure if no line has the reason that is asked for, and then it names those that there are
     */
    public Optional<TableView> lines(String table, Choice choice) throws IOException {
        return chosen(table, choice).map(rows -> view(rows, col("raw")));
    }

    /** The same with raw texts hidden: see {@link RawMask}. */
    public Optional<TableView> masked(String table, Choice choice) throws IOException {
        Column hidden = udf(new RawMask(), DataTypes.StringType).apply(col("raw"));
        return chosen(table, choice).map(rows -> view(rows, hidden.as("raw")));
    }

    private static TableView view(Dataset<Row> rows, Column raw) {
        Stream<Column> others = Arrays.stream(rows.columns())
                .filter(column -> !column.equals("raw"))
                .map(org.apache.spark.sql.functions::col);
        return new TableView(rows.orderBy(col("run"), col("partition"), col("offset"), col("position"))
                        .select(Stream.concat(others, Stream.of(raw)).toArray(Column[]::new)))
                .endingWhole();
    }

    private Optional<Dataset<Row>> chosen(String table, Choice choice) throws IOException {
        if (!warehouse.isDelta(path(table))) {
            return Optional.empty();
        }
        Dataset<Row> rows = warehouse.read(path(table));
        if (choice.reason() != null) {
            mustOccur("show the quarantine of " + table, choice.reason(), rows, List.of());
        }
        for (Column condition : choice.conditions()) {
            rows = rows.where(condition);
        }
        return Optional.of(rows);
    }

    /**
     * Stops with a sentence where a reason is none that a table has, or has had for a line that is still there.
     *
     * @param does the words after "Cannot"
     * @param rules all reasons that the table has today
     */
    public void mustKnow(String does, String table, String reason, List<String> rules) throws IOException {
        if (reason != null && warehouse.isDelta(path(table))) {
            mustOccur(does, reason, warehouse.read(path(table)), rules);
        }
    }

    private static void mustOccur(String does, String reason, Dataset<Row> rows, List<String> others) {
        List<String> reasons = rows.select(explode(col("reasons"))).distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        if (!reasons.contains(reason) && !others.contains(reason)) {
            throw Failure.askedWrongly("Cannot %s: no line there has the reason %s. %s."
                    .formatted(
                            does,
                            reason,
                            reasons.isEmpty() ? "No line is there" : "There are: " + String.join(", ", reasons)));
        }
    }

    /** How many lines of a table are there. */
    public long lines(String table) throws IOException {
        return warehouse.isDelta(path(table)) ? warehouse.read(path(table)).count() : 0;
    }

    private static String path(String table) {
        return StoredTables.QUARANTINE + "/" + table;
    }
}
