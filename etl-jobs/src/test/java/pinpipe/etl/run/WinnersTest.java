package pinpipe.etl.run;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static pinpipe.tables.UserTable.USER;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;

/** Which records win where a batch is large enough to ask first which keys come more than once. */
class WinnersTest {
    private static final StructType RECORD = StructType.fromDDL(
            "raw STRING, lineage STRUCT<topic: STRING, partition: INT, offset: BIGINT, position: BIGINT, object: STRING>");

    /** The others are rejected, and only counted. */
    private static final long READ = 100_000;

    @Test
    void theNewestOfEachKeyWins() {
        assertThat(winners(user(1, 30, 10), user(2, 41, 11), user(1, 31, 12)))
                .extracting(row -> row.getAs("ind"), row -> row.getAs("age"))
                .containsExactlyInAnyOrder(tuple(1L, 31), tuple(2L, 41));
    }

    @Test
    void ofTwoTextsForOnePlaceOneWins() {
        assertThat(winners(user(1, 30, 10), user(2, 41, 11), user(1, 31, 10)))
                .extracting(row -> row.<Long>getAs("ind"))
                .containsExactlyInAnyOrder(1L, 2L);
    }

    private static List<Row> winners(Row... records) {
        Dataset<Row> cleaned = CleanedRecords.of(USER, LocalSpark.spark().createDataFrame(List.of(records), RECORD))
                .records();
        CleaningCounts counts = counts(READ, READ - records.length);
        try (Held held = new Held()) {
            Winners winners = Winners.of(
                    cleaned,
                    counts,
                    new LatestRecords(USER),
                    newest -> newest.withColumn("_fate", lit("inserted")).withColumn("_news", lit(false)),
                    held);
            List<Row> rows = winners.changes(1).collectAsList();
            assertThat(winners.total()).isEqualTo(rows.size());
            return rows;
        }
    }

    private static CleaningCounts counts(long records, long rejected) {
        CleaningCounts counts = new CleaningCounts(USER);
        long[] numbers = counts.toNumbers();
        numbers[0] = records;
        numbers[1] = records;
        numbers[2] = rejected;
        counts.add(numbers);
        return counts;
    }

    private static Row user(int key, int age, long offset) {
        return RowFactory.create(
                "{\"ind\":%d,\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(key, age),
                RowFactory.create("t", 0, offset, 0L, "o"));
    }
}
