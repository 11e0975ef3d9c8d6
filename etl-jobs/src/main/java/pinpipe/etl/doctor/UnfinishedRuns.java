package pinpipe.etl.doctor;

import java.io.IOException;
import java.util.List;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.run.Kind;
import pinpipe.etl.run.PastRun;
import pinpipe.etl.run.RunHistory;

/** Whether runs were planned and have not ended. */
public final class UnfinishedRuns implements Examination.Look {
    private final Place warehouse;

    /** The runs of this warehouse. */
    public UnfinishedRuns(Place warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public List<Finding> findings() throws IOException {
        StoredTables tables = warehouse.tables();
        List<String> ledgers = tables.below(StoredTables.LEDGERS);
        if (ledgers.isEmpty()) {
            return List.of(Finding.ok("nothing has run here yet"));
        }
        List<Finding> open = RunHistory.of(tables, ledgers).stream()
                .filter(PastRun::open)
                .map(UnfinishedRuns::told)
                .toList();
        return open.isEmpty()
                ? List.of(Finding.ok("every run of %s has its end".formatted(String.join(", ", ledgers))))
                : open;
    }

    private static Finding told(PastRun run) {
        String attempt = run.why() == null
                ? "has no end: it is under way, or was killed"
                : "has failed (%s)".formatted(run.why());
        return Finding.warn(
                "run %d of %s, planned at %s UTC by %s, %s"
                        .formatted(run.run(), run.table(), PastRun.written(run.planned()), run.holder(), attempt),
                run.kind() == Kind.STREAM
                        ? "If no stream is at it, `pinpipe stream --table %s` with its checkpoint finishes it first."
                                .formatted(run.table())
                        : "If no job is at it, `pinpipe clean %s` finishes it first.".formatted(run.table()));
    }
}
