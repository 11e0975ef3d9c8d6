package pinpipe.etl.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.LocalSpark;

/** What a clean table itself holds to, whoever writes it and whatever was believed of it when the write was planned. */
class DeltaTablesTest {
    private static final StructType CHANGE = StructType.fromDDL(
            "ind BIGINT, said STRING, _lineage STRUCT<offset: BIGINT, partition: INT, position: BIGINT>, _deleted BOOLEAN");

    private static final TableLayout LAYOUT = new TableLayout("t", "ind", List.of(), List.of("said"));

    @TempDir
    Path folder;

    @Test
    void aMergeNeverPutsWhatIsOlderInThePlaceOfARow() {
        DeltaTables tables = new DeltaTables(LocalSpark.spark(), folder.toString());
        write(tables, 1, 0, change(1, "a", 10, 0, false), change(2, "b", 10, 1, false), change(3, "c", 10, 0, false));

        Written written = write(
                tables,
                2,
                3,
                change(1, "older", 9, 7, false),
                change(2, "deleted earlier", 10, 0, true),
                change(3, "newer", 10, 1, false));

        assertThat(written.updated()).isEqualTo(1);
        assertThat(tables.held("t", run(3))
                        .orElseThrow()
                        .orderBy("ind")
                        .select("said")
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactly("a", "b", "newer");
    }

    private static Written write(DeltaTables tables, long number, long updated, Row... changes) {
        Dataset<Row> rows = LocalSpark.spark().createDataFrame(List.of(changes), CHANGE);
        return tables.merge(LAYOUT, rows, new Written(null, changes.length - updated, updated), run(number));
    }

    private static Transaction run(long number) {
        return new Transaction("test", number, false);
    }

    private static Row change(long key, String said, long offset, int partition, boolean deleted) {
        return RowFactory.create(key, said, RowFactory.create(offset, partition, 0L), deleted);
    }
}
