package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pinpipe.cli.Failure;
import pinpipe.etl.Fixture;

/** The report's form: people and schedulers depend on its names. */
class ReportTest {
    private static final Counts COUNTS = new Counts(
            5,
            6,
            new Counts.Outcomes(1, 1, 1, 1, 1, 1),
            Map.of("not_json", 1L),
            Map.of("title", Map.of("placeholder becomes null", 4L)),
            Map.of("value_wrapped", 2L),
            3,
            1);
    private static final Source SOURCE = new Source(
            2,
            700,
            Map.of("0", new Source.Offsets(0, 5)),
            List.of(new Source.Gap(0, 1, 2, "passed")),
            List.of(new Source.Overlap(0, 3, 4)));

    @Test
    void everyFieldHasItsNameAndItsPlace() {
        Report report = Report.counted("pin", 17, SOURCE, COUNTS, 2.1)
                .written(16L, 3.0)
                .planned(0.4, 5.5)
                .warning(List.of("careful"));

        JsonNode document = Fixture.node(Report.json(List.of(report), Optional.empty()));

        assertThat(document).isEqualTo(Fixture.node("""
                {"version": 1, "exit": 0, "runs": [{"table": "pin", "run": 17, "kind": "clean", "status": "committed",
                 "source": {"objects": 2, "bytes": 700, "offsets": {"0": {"from": 0, "to": 5}},
                  "gaps": [{"partition": 0, "from": 1, "to": 2, "state": "passed"}],
                  "overlaps": [{"partition": 0, "from": 3, "to": 4}]},
                 "lines": 5, "read": 6,
                 "outcomes": {"inserted": 1, "updated": 1, "unchanged": 1, "stale": 1, "duplicate": 1, "rejected": 1},
                 "reasons": {"not_json": 1}, "repairs": {"title": {"placeholder becomes null": 4}},
                 "unwrapped": {"value_wrapped": 2}, "rescued": 3, "deleted": 1, "quarantined": 0,
                 "seconds": {"plan": 0.4, "read": 2.1, "write": 3.0, "total": 5.9},
                 "table_version": 16, "warnings": ["careful"]}]}"""));
        assertThat(document.get("runs").get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "table",
                        "run",
                        "kind",
                        "status",
                        "source",
                        "lines",
                        "read",
                        "outcomes",
                        "reasons",
                        "repairs",
                        "unwrapped",
                        "rescued",
                        "deleted",
                        "quarantined",
                        "seconds",
                        "table_version",
                        "warnings");
    }

    @Test
    void theExitCodeAndTheLastLineAreThereForSchedulersThatLoseThem() {
        Failure rejected = Failure.dataRejected("Cannot clean pin: 40.0% of 5 records rejected.");

        assertThat(Fixture.node(Report.json(List.of(), Optional.of(rejected)))).isEqualTo(Fixture.node("""
                        {"version": 1, "exit": 3, "why": "Cannot clean pin: 40.0% of 5 records rejected.", "runs": []}"""));
    }

    @Test
    void allSixOutcomesAreThereAlsoWhereNothingWasRead() {
        JsonNode report =
                Fixture.node(Report.nothingNew("pin", 3, 2L, List.of(), 0.1).json());

        assertThat(report.get("outcomes").fieldNames())
                .toIterable()
                .containsExactly("inserted", "updated", "unchanged", "stale", "duplicate", "rejected");
        assertThat(report.get("status").asText()).isEqualTo("nothing_new");
    }

    @Test
    void aPersonReadsOneLine() {
        assertThat(Report.counted("pin", 17, SOURCE, COUNTS, 2.1)
                        .planned(0.4, 5.5)
                        .line())
                .isEqualTo(
                        "pin   run 17 committed: 6 read = 1 inserted + 1 updated + 1 unchanged + 1 stale + 1 duplicate"
                                + " + 1 rejected, in 5.9 s");
    }
}
