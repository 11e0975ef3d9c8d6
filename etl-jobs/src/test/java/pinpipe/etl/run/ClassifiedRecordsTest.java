package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static pinpipe.tables.UserTable.USER;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import pinpipe.cleaning.CleanedLine;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.LineCleaner;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.ingest.ChangeDetector;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.ingest.LatestRecords;
import pinpipe.etl.records.PlacedLines;

/** Which records win where a batch is large enough to ask first which keys come more than once. */
class ClassifiedRecordsTest {
    private static final StructType RECORD = StructType.fromDDL(
            "raw STRING, lineage STRUCT<topic: STRING, partition: INT, offset: BIGINT, position: BIGINT, object: STRING>");

    /** The others are rejected, and only counted. */
    private static final int READ = 100_000;

    @Test
    void theLatestOfEachKeyWins() {
        assertThat(changes(user(1, 30, 10), user(2, 41, 11), user(1, 31, 12)))
                .extracting(row -> row.getAs("ind"), row -> row.getAs("age"))
                .containsExactlyInAnyOrder(tuple(1L, 31), tuple(2L, 41));
    }

    @Test
    void whereNoKeyIsRepeatedAllWin() {
        assertThat(changes(user(1, 30, 10), user(2, 41, 11)))
                .extracting(row -> row.<Long>getAs("ind"))
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void ofTwoTextsForOnePlaceOneWins() {
        assertThat(changes(user(1, 30, 10), user(2, 41, 11), user(1, 31, 10)))
                .extracting(row -> row.<Long>getAs("ind"))
                .containsExactlyInAnyOrder(1L, 2L);
    }

    private static List<Row> changes(Row... records) {
        Dataset<Row> lines = LocalSpark.spark().createDataFrame(List.of(records), RECORD);
        Dataset<Row> cleaned = CleanedRecords.of(USER, PlacedLines.clean(USER, lines));
        try (CachedDatasets cached = new CachedDatasets()) {
            ClassifiedRecords classified = ClassifiedRecords.of(
                    cleaned,
                    manyRejected(),
                    new LatestRecords(USER),
                    good -> good.withColumn(
                                    "_outcome", when(col("_latest"), "inserted").otherwise("duplicate"))
                            .withColumn(ChangeDetector.KEY_VERSION, lit(false))
                            .drop("_latest"),
                    cached);
            List<Row> rows = classified.changes(1).collectAsList();
            assertThat(classified.having("inserted")).isEqualTo(rows.size());
            assertThat(classified.having("duplicate")).isEqualTo(records.length - rows.size());
            return rows;
        }
    }

    private static CleaningCounts manyRejected() {
        CleaningCounts counts = new CleaningCounts(USER);
        CleanedLine line = new LineCleaner(USER).clean(new byte[0]);
        for (int i = 0; i < READ; i++) {
            counts.add(line);
        }
        return counts;
    }

    private static Row user(int key, int age, long offset) {
        return RowFactory.create(
                "{\"ind\":%d,\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(key, age),
                RowFactory.create("t", 0, offset, 0L, "o"));
    }
}
