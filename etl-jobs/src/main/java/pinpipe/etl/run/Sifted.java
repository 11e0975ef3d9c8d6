package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.size;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Table;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;
import pinpipe.etl.ingest.RejectedLines;

/**
 * A batch whose records all have their fate, counted; nothing is written yet.
 *
 * @param records all records
 * @param refusals what is refused
 * @param winners what may become rows
 * @param counts all that is counted, with the books in balance
 */
record Sifted(Dataset<Row> records, Refusals refusals, Winners winners, Counts counts) {

    /**
     * Sifts a batch.
     *
     * @param compared holds the winners against what is known of their keys, and holds what is dear to ask for twice
     * @param held holds what is read more than once
     */
    static Sifted of(Batch batch, Table table, UnaryOperator<Dataset<Row>> compared, Held held) {
        CleanedRecords cleaned = CleanedRecords.of(table, batch.records());
        cleaned = cleaned.in(held.keep(cleaned.rows()));
        CleaningCounts cleaning = cleaned.sum(cleaned.counts().collectAsList());
        Dataset<Row> records = cleaned.records();
        Refusals refusals = Refusals.of(held.keep(RejectedLines.records(records)), cleaning.rejected(), table);
        Winners winners = Winners.of(records, cleaning, new LatestRecords(table), compared, held);
        Counts.Fates fates = new Counts.Fates(
                winners.having("inserted"),
                winners.having("updated"),
                winners.having("unchanged"),
                winners.having("stale"),
                cleaning.records() - winners.total() - refusals.count(),
                refusals.count());
        Books.mustBalance(table.name(), batch.lines(), cleaning, fates);
        Counts counts = new Counts(
                batch.lines(),
                cleaning.records(),
                fates,
                refusals.reasons(),
                cleaning.repairs(),
                cleaning.unwrapped(),
                cleaning.rescued(),
                winners.deleted());
        return new Sifted(records, refusals, winners, counts);
    }

    /** Which fields good records bring that the table keeps aside, and how many records each. */
    Map<String, Long> newFields() {
        Map<String, Long> fields = new TreeMap<>();
        if (counts.rescued() > 0) {
            records.where(size(col("_reasons")).equalTo(0))
                    .select(explode(json_object_keys(col("_rescued"))).as("field"))
                    .groupBy("field")
                    .count()
                    .collectAsList()
                    .forEach(row -> fields.put(row.getString(0), row.getLong(1)));
        }
        return fields;
    }
}
