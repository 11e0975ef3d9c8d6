package pinpipe.etl.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.etl.table.UserTable.USER;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import pinpipe.etl.LocalSpark;

/** What a batch becomes, before it meets a table. */
class FlowTest {
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

    private static List<Integer> keptAges(List<Row> records) {
        Flow flow = new Flow(USER);
        Dataset<Row> arrived =
                LocalSpark.spark().createDataFrame(records, RECORD).coalesce(1);
        return flow.kept(flow.settle(flow.check(arrived))).select("age").collectAsList().stream()
                .map(row -> row.getInt(0))
                .toList();
    }

    private static Row aged(int age, long offset, int partition, long position) {
        return RowFactory.create(
                "{\"ind\":1,\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(age),
                RowFactory.create("t", partition, offset, position, "o"));
    }
}
