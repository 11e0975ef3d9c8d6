package pinpipe.etl.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.run.Counts;
import pinpipe.etl.run.Report;

/** The fourth table that the README adds: one file, and all that the other tables can do. */
class CommentTableTest {
    private static final List<String> LANDED = List.of(
            comment(1, "7", "Lovely", "12k", "2020-08-28T03:52:47"),
            comment(2, "7", " ", "3", "2020-08-28T03:52:47"),
            comment(3, "seven", "So so", "3", "yesterday"),
            comment(1, "7", "Lovely!", "1.5M", "2020-08-28 03:52:47"),
            "{\"value\":{\"ind\":4,\"post_ind\":8,\"text\":\"First\",\"likes\":\"many\","
                    + "\"written_at\":\"20200828035247\",\"lang\":\"en\"}}",
            "{\"ind\":5,\"country\":\"Peru\"}");

    @TempDir
    Path folder;

    @Test
    void aTableIsOneFile() {
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        Path landing = new Fixture("comment").land(folder.resolve("l"), 0, LANDED, 10_000);

        Report report = warehouse.clean(CommentTable.COMMENT, landing).get(0);

        List<JsonNode> rows = warehouse.rows("comment");
        assertThat(rows).extracting(row -> row.get("ind").asLong()).containsExactly(1L, 4L);
        assertThat(rows).extracting(row -> row.get("text").asText()).containsExactly("Lovely!", "First");
        assertThat(rows).extracting(row -> row.get("likes").toString()).containsExactly("1500000", "null");
        assertThat(rows).extracting(row -> row.get("written_at").asText()).containsOnly("2020-08-28 03:52:47");
        assertThat(rows)
                .extracting(row -> row.get("_rescued").asText())
                .containsExactly("null", "{\"lang\":\"en\",\"likes\":\"many\"}");
        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(2, 0, 0, 0, 1, 3));
        assertThat(report.counts().unwrapped()).isEqualTo(Map.of("value_wrapped", 1L));
    }

    @Test
    void aRejectedLineKeepsAllItsReasons() {
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        Path landing = new Fixture("comment").land(folder.resolve("l"), 0, LANDED, 10_000);

        warehouse.clean(CommentTable.COMMENT, landing);

        List<Row> rejected = warehouse.quarantine("comment").collectAsList();
        assertThat(rejected)
                .extracting(line -> line.<Long>getAs("offset") + " " + line.getList(line.fieldIndex("reasons")))
                .containsExactly(
                        "1 [text_missing]",
                        "2 [post_ind_not_whole, written_at_unreadable]",
                        "5 [other_table, post_ind_missing, text_missing, written_at_missing]");
    }

    private static String comment(int ind, String post, String text, String likes, String written) {
        return "{\"ind\":%d,\"post_ind\":\"%s\",\"text\":\"%s\",\"likes\":\"%s\",\"written_at\":\"%s\"}"
                .formatted(ind, post, text, likes, written);
    }
}
