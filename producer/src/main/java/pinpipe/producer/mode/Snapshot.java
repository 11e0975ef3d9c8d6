package pinpipe.producer.mode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pinpipe.cli.Failure;
import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.SourceTable;
import pinpipe.producer.state.StateFile;

/**
 * Every row of every table once, table after table, each in key order; at the end of each, what was acknowledged is
 * compared with what the table holds.
 *
 * @param state how far the tables are; what stands there already is not read again
 */
public record Snapshot(Progress progress, StateFile state, Reconnection reconnection) implements Mode {
    private static final int SHOWN = 5;

    @Override
    public void run(Source source, Delivery delivery, Stop stop) {
        List<Failure> incomplete = new ArrayList<>();
        for (SourceTable table : source.tables()) {
            if (stop.asked()) {
                return;
            }
            TableCopy copy = TableCopy.of(table, state, delivery, progress);
            List<Difference> differences = read(copy, source, stop);
            progress.end();
            if (!differences.isEmpty()) {
                delivery.conclude(table.table(), "incomplete");
                incomplete.add(incomplete(table, differences));
            }
        }
        if (!incomplete.isEmpty()) {
            throw incomplete.get(0);
        }
    }

    private List<Difference> read(TableCopy copy, Source source, Stop stop) {
        try {
            while (true) {
                try {
                    return copy.read(stop);
                } catch (Failure failure) {
                    progress.end();
                    reconnection.after(failure, source, stop);
                    copy.settle();
                }
            }
        } finally {
            copy.keep();
        }
    }

    private static Failure incomplete(SourceTable table, List<Difference> differences) {
        List<String> shown =
                differences.stream().limit(SHOWN).map(Difference::toString).toList();
        String more = differences.size() > SHOWN
                ? String.format(Locale.ROOT, " and %,d more ranges", differences.size() - SHOWN)
                : "";
        return Failure.dataRejected(
                "Cannot produce %s completely: what was acknowledged is not what the table holds, %s%s. Send it again, with --state and --resume only what is missing."
                        .formatted(table.name(), String.join("; ", shown), more));
    }
}
