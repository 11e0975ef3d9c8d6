package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.DeltaVersions;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.SmallFiles;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.StoredTables;

/**
 * Keeps a table quick to read and its warehouse small: small files are packed, files that only old versions need are
 * dropped. No row changes. It holds the table meanwhile, so no run is under way; and it leaves a table alone of which a
 * run has not ended, since what that run needs to be finished is in old versions.
 *
 * @param kept how far back a table can still be read as it was
 */
public record Upkeep(SparkSession spark, StoredTables tables, Duration kept) {
    /**
     * Does it for one table, its quarantine, its ledger and its key versions; gives a line for each.
     *
     * @param parquetSettings how the table's files are written ({@link pinpipe.etl.io.TableLayout})
     * @throws pinpipe.cli.Failure if another process holds the table, naming which
     */
    public List<String> of(String table, Map<String, String> parquetSettings, String holder, Clock clock)
            throws IOException {
        Store store = Store.at(spark, tables.uri());
        try (Lease lease = Lease.take(store, table, "maintain " + table, holder, clock)) {
            Optional<PastRun> open = RunHistory.of(tables, List.of(table)).stream()
                    .filter(PastRun::open)
                    .findFirst();
            if (open.isPresent()) {
                return List.of(
                        "%s: left alone; run %d has not ended, and needs what would be dropped. Run `pinpipe clean %1$s` first."
                                .formatted(table, open.get().run()));
            }
            List<String> told = new ArrayList<>();
            SmallFiles small = new SmallFiles(spark, tables.uri(), parquetSettings);
            for (String folder : small.folders(table)) {
                told.add(upkeep(folder, small, lease));
            }
            return told;
        }
    }

    private String upkeep(String folder, SmallFiles small, Lease lease) throws IOException {
        lease.mustHold();
        SmallFiles.Packed packed = small.packFolder(folder);
        lease.mustHold();
        DeltaVersions versions = new DeltaVersions(spark, tables.uri(), folder);
        long old = versions.files();
        versions.drop(kept);
        return told(folder, packed, old - versions.files());
    }

    private static String told(String folder, SmallFiles.Packed packed, long dropped) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %,d old files dropped",
                folder,
                packed.before() == 0
                        ? "no small files"
                        : String.format(Locale.ROOT, "%,d small files became %,d", packed.before(), packed.after()),
                dropped);
    }
}
