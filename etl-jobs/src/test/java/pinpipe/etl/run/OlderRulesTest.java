package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cleaning.ColumnType;
import pinpipe.cleaning.RulesFingerprint;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.CleanTables;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.ParquetTables;

/** A run that was planned by one version of a table's rules and is finished by another. */
@Tag("once")
class OlderRulesTest {
    private static final Table STRICT = comment(text().required());
    private static final Table LENIENT = comment(text());
    private static final List<String> LANDED =
            List.of("{\"ind\":1,\"text\":\"Lovely\"}", "{\"ind\":2,\"text\":\" \"}", "broken");

    @TempDir
    Path folder;

    @Test
    void whatHasNotReachedTheTableIsDoneByTodaysRulesAndTheLedgerSaysSo() {
        Warehouse warehouse = stoppedAt(Milestone.QUARANTINED, DeltaTables::new);
        assertThat(warehouse.quarantine("comment").count()).isEqualTo(2);

        Report report = warehouse.clean(LENIENT, landing()).get(0);

        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(2, 0, 0, 0, 0, 1));
        assertThat(report.warnings())
                .containsExactly("Run 1 was planned by the rules %s and finished by %s."
                        .formatted(RulesFingerprint.of(STRICT), RulesFingerprint.of(LENIENT)));
        assertThat(warehouse.quarantine("comment").collectAsList())
                .extracting(line -> line.<String>getAs("raw"))
                .containsExactly("broken");
        assertThat(told(warehouse))
                .containsExactly(
                        "planned " + RulesFingerprint.of(STRICT),
                        "failed " + RulesFingerprint.of(STRICT),
                        "planned " + RulesFingerprint.of(LENIENT),
                        "committed " + RulesFingerprint.of(LENIENT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheTableHasByOlderRulesIsLeftToThem(boolean delta) {
        Warehouse warehouse = stoppedAt(Milestone.WRITTEN, delta ? DeltaTables::new : ParquetTables::new);

        assertThatThrownBy(() -> warehouse.clean(LENIENT, landing()))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "Cannot clean comment: run 1 was written by the rules %s and was not ended, and this version has others. Finish it with that version, or make the table anew with --rebuild.",
                        RulesFingerprint.of(STRICT));
        assertThat(warehouse.quarantine("comment").count()).isEqualTo(2);
    }

    private Warehouse stoppedAt(Milestone step, BiFunction<SparkSession, String, CleanTables> format) {
        new Fixture("comment").land(landing(), 0, LANDED, 3);
        Warehouse warehouse = new Warehouse(folder.resolve("w"), format);
        assertThatThrownBy(() -> warehouse.clean(STRICT, landing(), Clock.systemUTC(), reached -> {
                    if (reached == step) {
                        throw new IllegalStateException("stopped at " + step);
                    }
                }))
                .hasMessage("stopped at " + step);
        return warehouse;
    }

    private Path landing() {
        return folder.resolve("l");
    }

    private static List<String> told(Warehouse warehouse) {
        return warehouse.rows("_runs/comment").stream()
                .map((JsonNode row) ->
                        row.get("status").asText() + " " + row.get("rules").asText())
                .toList();
    }

    private static Table comment(ColumnType text) {
        return Table.named("comment").key("ind", bigint().from("ind", "index")).column("text", text);
    }
}
