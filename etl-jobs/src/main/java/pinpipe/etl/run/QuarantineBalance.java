package pinpipe.etl.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the quarantine of a table holds what its runs say that they brought in and took out. Lines are counted, not
 * records: one that is delivered or rejected twice is one line, and one that opens into several records is one, too.
 *
 * @param rejected lines that came in by clean runs and streams
 * @param replayed lines that a replay found good
 * @param discarded lines that were thrown away
 * @param forgotten lines with nothing but records of keys that were forgotten
 * @param there lines that are there, counted themselves
 */
public record QuarantineBalance(
        String table, long rejected, long replayed, long discarded, long forgotten, long there) {
    /**
     * The balance of a table; empty where it cannot be known: while a run has no end yet, where a rebuild has left a replay
     * or a discard behind, and where an older version has not counted.
     *
     * @param runs all its runs
     */
    public static Optional<QuarantineBalance> of(String table, List<PastRun> runs, long there) {
        Map<Kind, Long> sums = new EnumMap<>(Kind.class);
        for (PastRun run : runs) {
            JsonNode lines = run.report() == null ? null : run.report().get("quarantined");
            boolean leftBehind = run.report() == null && run.kind() != Kind.CLEAN;
            if (run.open() || leftBehind || (run.report() != null && lines == null)) {
                return Optional.empty();
            }
            sums.merge(run.kind(), lines == null ? 0 : lines.asLong(), Long::sum);
        }
        return Optional.of(new QuarantineBalance(
                table,
                sums.getOrDefault(Kind.CLEAN, 0L) + sums.getOrDefault(Kind.STREAM, 0L),
                -sums.getOrDefault(Kind.REPLAY, 0L),
                -sums.getOrDefault(Kind.DISCARD, 0L),
                -sums.getOrDefault(Kind.FORGET, 0L),
                there));
    }

    /** True if what is there is what must be. */
    public boolean addsUp() {
        return there == left();
    }

    private long left() {
        return rejected - replayed - discarded - forgotten;
    }

    /** The balance as a line for a person. */
    public String line() {
        List<String> said = new ArrayList<>(List.of("%,d lines rejected".formatted(rejected)));
        if (replayed > 0) {
            said.add("%,d good after replay".formatted(replayed));
        }
        if (discarded > 0) {
            said.add("%,d discarded".formatted(discarded));
        }
        if (forgotten > 0) {
            said.add("%,d forgotten".formatted(forgotten));
        }
        String sum = "%-5s %s = %,d in quarantine".formatted(table, String.join(" - ", said), left());
        return addsUp()
                ? sum
                : "%s, but %,d are there: something else writes it, or its ledger was made anew".formatted(sum, there);
    }
}
