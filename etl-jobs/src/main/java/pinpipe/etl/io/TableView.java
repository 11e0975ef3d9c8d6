package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.to_json;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import pinpipe.cli.Failure;
import pinpipe.cli.TextTable;

/** Rows of a clean table, of the ledgers or of a quarantine, for reading: in key order, instants in UTC. */
public final class TableView {
    /** How rows are printed. */
    public enum Form {
        /** Aligned columns for a terminal. */
        TABLE,
        /** One JSON object a line, nulls written out. */
        JSONL,
        /** Comma-separated with a header. */
        CSV
    }

    private final Dataset<Row> rows;
    private boolean endsWhole;

    /** These rows, in this order. */
    public TableView(Dataset<Row> rows) {
        this.rows = rows;
    }

    /** Leaves the last column uncut on a terminal. */
    TableView endingWhole() {
        endsWhole = true;
        return this;
    }

    /** The rows of {@code pin}, {@code _runs} (all ledgers together), {@code _runs/pin} or {@code _quarantine/pin}. */
    public static TableView of(SparkSession spark, String warehouse, String table) throws IOException {
        StoredTables tables = StoredTables.at(spark, warehouse);
        if (table.equals(StoredTables.LEDGERS)) {
            return new TableView(ledgers(tables));
        }
        if (!tables.has(table)) {
            List<String> there = tables.names();
            throw Failure.askedWrongly("Cannot show %s: there is no such table in %s. %s."
                    .formatted(
                            table,
                            tables.uri(),
                            there.isEmpty()
                                    ? "No table is there: check --warehouse, or run `pinpipe clean` first"
                                    : "There are: " + String.join(", ", there)));
        }
        Dataset<Row> rows = tables.read(table);
        if (table.startsWith(StoredTables.LEDGERS + "/")) {
            return new TableView(ledger(rows, table.substring(StoredTables.LEDGERS.length() + 1)));
        }
        Column[] order = table.startsWith(StoredTables.QUARANTINE + "/")
                ? new Column[] {col("run"), col("partition"), col("offset"), col("position")}
                : new Column[] {col(rows.columns()[0])};
        return new TableView(rows.orderBy(order));
    }

    /** Prints at most so many rows; 0 means all. Rows are streamed, so the size of the table does not matter. */
    public void print(Form form, int limit, PrintStream out) {
        Dataset<Row> some = limit > 0 ? rows.limit(limit) : rows;
        switch (form) {
            case TABLE -> out.print(table(some));
            case JSONL -> lines(some.select(to_json(struct(readable(some)), Map.of("ignoreNullFields", "false"))), out);
            case CSV -> {
                out.println(String.join(",", some.columns()));
                lines(some.select(to_csv(struct(flat(some)), Map.of("emptyValue", "\"\"", "escape", "\""))), out);
            }
        }
        out.flush();
    }

    private String table(Dataset<Row> some) {
        List<Row> all = some.select(flat(some)).collectAsList();
        TextTable table = new TextTable(List.of(some.columns()), rightAligned(some));
        if (endsWhole) {
            table.endingWhole();
        }
        all.forEach(row -> table.add(cells(row)));
        return "%s%d %s%n".formatted(table, all.size(), all.size() == 1 ? "row" : "rows");
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(row.getString(i));
        }
        return cells;
    }

    private static List<Boolean> rightAligned(Dataset<Row> rows) {
        return Arrays.stream(rows.schema().fields())
                .map(field -> field.dataType() instanceof org.apache.spark.sql.types.NumericType)
                .toList();
    }

    private static void lines(Dataset<Row> lines, PrintStream out) {
        Iterator<Row> rows = lines.toLocalIterator();
        while (rows.hasNext()) {
            out.println(rows.next().getString(0));
        }
    }

    /** Instants as {@code yyyy-MM-dd HH:mm:ss}, with a fraction only where there is one. */
    private static Column[] readable(Dataset<Row> rows) {
        return Arrays.stream(rows.schema().fields())
                .map(field -> field.dataType().equals(DataTypes.TimestampType)
                        ? col(field.name()).cast("string").as(field.name())
                        : col(field.name()))
                .toArray(Column[]::new);
    }

    /** Every column as text, what is nested as JSON. */
    private static Column[] flat(Dataset<Row> rows) {
        return Arrays.stream(rows.schema().fields()).map(TableView::text).toArray(Column[]::new);
    }

    private static Column text(StructField field) {
        boolean nested = field.dataType() instanceof org.apache.spark.sql.types.StructType
                || field.dataType() instanceof org.apache.spark.sql.types.ArrayType;
        Column text = nested ? to_json(col(field.name())) : col(field.name()).cast("string");
        return text.as(field.name());
    }

    private static Dataset<Row> ledgers(StoredTables tables) throws IOException {
        Dataset<Row> all = null;
        for (String table : tables.below(StoredTables.LEDGERS)) {
            Dataset<Row> one = ledger(tables.read(StoredTables.LEDGERS + "/" + table), table);
            all = all == null ? one : all.unionByName(one, true);
        }
        if (all == null) {
            throw Failure.askedWrongly(
                    "Cannot show _runs: nothing has run yet in %s. Run `pinpipe clean` first.".formatted(tables.uri()));
        }
        return all.orderBy("at", "table", "run");
    }

    /** A ledger without the list of a plan's objects, of which only the number is for reading. */
    private static Dataset<Row> ledger(Dataset<Row> rows, String table) {
        return rows.where(col("run").gt(0))
                .withColumn("table", lit(table))
                .withColumn("objects", size(col("objects")))
                .select(Stream.of("table run kind status at rebuild objects choice bookmark report why holder rules"
                                .split(" "))
                        .filter(column -> column.equals("table")
                                || List.of(rows.columns()).contains(column))
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new))
                .orderBy("run", "at");
    }
}
