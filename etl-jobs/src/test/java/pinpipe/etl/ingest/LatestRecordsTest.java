package pinpipe.etl.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.records.PlacedLines;

/** Which record of a key is the latest, before a batch meets its table. */
class LatestRecordsTest {
    private static final StructType RECORD = StructType.fromDDL(
            "raw STRING, lineage STRUCT<topic: STRING, partition: INT, offset: BIGINT, position: BIGINT, object: STRING>");

    @Test
    void theHighestPlaceWinsInWhateverOrderRecordsArrive() {
        List<Row> records = new ArrayList<>(List.of(
                aged(30, 10, 0, 0),
                aged(31, 20, 0, 0),
                aged(32, 20, 1, 0),
                aged(33, 20, 1, 2_000_000),
                aged(200, 30, 0, 0)));

        assertThat(keptAges(records)).containsExactly(33);
        Collections.reverse(records);
        assertThat(keptAges(records)).containsExactly(33);
    }

    @Test
    void whereOnlyFewKeysAreRepeatedTheSameRecordsWin() {
        Dataset<Row> cleaned = cleaned(List.of(
                user(1, 30, 10), user(2, 41, 11), user(1, 31, 12), user(3, 52, 13), user(2, 41, 9), user(3, 200, 14)));
        LatestRecords latest = new LatestRecords(USER);

        Dataset<Row> keys = latest.repeatedKeys(cleaned);

        assertThat(keys.select("_key").as(Encoders.LONG()).collectAsList()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(latest.inPlace(cleaned, latest.repeated(cleaned, keys)).collectAsList())
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(latest.byOrder(cleaned).collectAsList());
    }

    @Test
    void ofTwoTextsForOnePlaceOneWins() {
        Dataset<Row> cleaned = cleaned(List.of(user(1, 30, 10), user(1, 31, 10)));
        LatestRecords latest = new LatestRecords(USER);

        assertThat(latest.byOrder(cleaned).where(LatestRecords.LATEST).count()).isEqualTo(1);
        assertThat(latest.inPlace(cleaned, latest.repeated(cleaned, latest.repeatedKeys(cleaned)))
                        .where(LatestRecords.LATEST)
                        .count())
                .as("both, which whoever asks so must notice")
                .isEqualTo(2);
    }

    private static List<Integer> keptAges(List<Row> records) {
        return new LatestRecords(USER)
                .byOrder(cleaned(records)).where(LatestRecords.LATEST).select("age").collectAsList().stream()
                        .map(row -> row.getInt(0))
                        .toList();
    }

    private static Dataset<Row> cleaned(List<Row> records) {
        Dataset<Row> lines = LocalSpark.spark().createDataFrame(records, RECORD).coalesce(1);
        return CleanedRecords.of(USER, PlacedLines.clean(USER, lines));
    }

    private static Row aged(int age, long offset, int partition, long position) {
        return user(1, age, RowFactory.create("t", partition, offset, position, "o"));
    }

    private static Row user(int key, int age, long offset) {
        return user(key, age, RowFactory.create("t", 0, offset, 0L, "o"));
    }

    private static Row user(int key, int age, Row lineage) {
        return RowFactory.create(
                "{\"ind\":%d,\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(key, age), lineage);
    }
}
