package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Keeps a ledger small under a stream: of the batches of a day, all but the newest become one row, whose report has the sums
 * of theirs.
 */
final class RollUp {
    /** True of a row that says which run's rows go; else it is a row that comes. */
    private static final String GONE = "_gone";

    /** What becomes one row: a stream's batches of one day, by one version of the rules. */
    private record Group(LocalDate day, String query, String rules) {
        static Group of(Row row) {
            LocalDate day = row.<Timestamp>getAs("at")
                    .toInstant()
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate();
            return new Group(day, LedgerRow.batch(row).query(), row.getAs("rules"));
        }
    }

    private RollUp() {}

    /**
     * The rows that go and come; empty where there is nothing to sum up.
     *
     * @param newest so many of the newest runs stay as they are
     */
    static Optional<Dataset<Row>> of(Dataset<Row> ledger, int newest) {
        Row highest = ledger.agg(max("run")).first();
        List<Row> ended = ledger.where(StreamRuns.OF_A_STREAM)
                .where(col("status").equalTo("committed").and(col("run").leq(lit(highest.getLong(0) - newest))))
                .orderBy("run")
                .collectAsList();
        Map<Group, List<Row>> groups = new LinkedHashMap<>();
        ended.forEach(row ->
                groups.computeIfAbsent(Group.of(row), none -> new ArrayList<>()).add(row));
        List<Row> changes = new ArrayList<>();
        groups.values().stream().filter(rows -> rows.size() > 1).forEach(rows -> {
            changes.add(sum(rows));
            rows.forEach(row -> changes.add(gone(row)));
        });
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(ledger.sparkSession().createDataFrame(changes, LedgerRow.TYPE.add(GONE, "boolean")));
    }

    /** Puts the changes into a ledger, all in one commit. */
    static void write(DeltaTable ledger, Dataset<Row> changes) {
        ledger.as("held")
                .merge(changes.as("new"), "new.%s AND held.run = new.run".formatted(GONE))
                .whenMatched()
                .delete()
                .whenNotMatched("NOT new." + GONE)
                .insertAll()
                .execute();
    }

    /** The last of these rows, with the sums of all. */
    private static Row sum(List<Row> rows) {
        Row last = rows.get(rows.size() - 1);
        Object[] values = values(last);
        values[last.fieldIndex("report")] = ReportSum.of(
                rows.stream().map(row -> row.<String>getAs("report")).toList());
        StreamBatch first = LedgerRow.batch(rows.get(0));
        long since = first.first() == null ? rows.get(0).<Long>getAs("run") : first.first();
        values[last.fieldIndex("stream")] =
                LedgerRow.written(LedgerRow.batch(last).since(since));
        values[values.length - 1] = false;
        return RowFactory.create(values);
    }

    private static Row gone(Row row) {
        Object[] values = new Object[row.length() + 1];
        values[row.fieldIndex("run")] = row.getAs("run");
        values[values.length - 1] = true;
        return RowFactory.create(values);
    }

    /** All values of a row, and room for one more. */
    private static Object[] values(Row row) {
        Object[] values = new Object[row.length() + 1];
        for (int i = 0; i < row.length(); i++) {
            values[i] = row.get(i);
        }
        return values;
    }
}
