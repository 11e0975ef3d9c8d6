package pinpipe.etl.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports of batches, for tests of those who hear of them. */
public final class StreamReports {
    private StreamReports() {}

    /** The report of run 9, whose last record has arrived then. */
    public static StreamReport of(String table, long inserted, long rejected, Instant arrived) {
        Counts.Outcomes outcomes = new Counts.Outcomes(inserted, 0, 0, 0, 0, rejected);
        Counts counts = new Counts(
                outcomes.sum(), outcomes.sum(), outcomes, Map.of("not_json", rejected), Map.of(), Map.of(), 0, 0);
        Report report =
                Report.counted(table, 9, Source.nothing(List.of()), counts, 0.1).as(Kind.STREAM);
        return new StreamReport(report, arrived);
    }
}
