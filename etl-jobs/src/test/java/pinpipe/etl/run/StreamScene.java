package pinpipe.etl.run;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.DeltaTables;
import pinpipe.etl.io.SmallFiles;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.StoredTables;
import pinpipe.tables.UserTable;

/** Batches of a stream of users into a warehouse, without a stream. */
final class StreamScene {
    static final Instant ARRIVED = Instant.parse("2026-01-01T00:00:00Z");
    private static final StructType RECORDS = StructType.fromDDL(
            "raw STRING, lineage STRUCT<topic: STRING, partition: INT, offset: BIGINT, position: BIGINT, object: STRING>, arrived TIMESTAMP");

    /** What stands for the end of a process. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final Warehouse warehouse;
    private final Path folder;
    private Budget budget = Budget.UNLIMITED;

    StreamScene(Path folder) {
        this.folder = folder;
        this.warehouse = new Warehouse(folder);
    }

    StreamScene allowing(Budget other) {
        budget = other;
        return this;
    }

    static StreamBatch batch(String query, long number) {
        return new StreamBatch("kafka", "topic-1", query, number);
    }

    Optional<StreamReport> run(StreamBatch batch, long firstOffset, List<String> lines) throws Exception {
        return run(batch, firstOffset, lines, null);
    }

    /** Runs a batch, or is killed at a step. */
    Optional<StreamReport> run(StreamBatch batch, long firstOffset, List<String> lines, Milestone killedAt)
            throws Exception {
        SparkSession spark = LocalSpark.spark();
        TableJob job = new TableJob(UserTable.USER, new DeltaTables(spark, root()), spark, root(), budget);
        RunLedger ledger = ledger();
        StreamUpkeep upkeep =
                new StreamUpkeep(new SmallFiles(spark, root(), Map.of()), ledger, "user", Integer.MAX_VALUE, 0);
        return new StreamRun(job, ledger, upkeep, Duration.ZERO, step -> {
                    if (step == killedAt) {
                        throw new Killed();
                    }
                })
                .run(batch, records(firstOffset, lines));
    }

    RunLedger ledger() throws IOException {
        return new RunLedger(LocalSpark.spark(), root(), UserTable.USER, "test " + UUID.randomUUID());
    }

    String root() throws IOException {
        return Store.at(LocalSpark.spark(), folder.toString()).root().toString();
    }

    static Dataset<Row> records(long firstOffset, List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            Row place = RowFactory.create(new Fixture("user").topic(), 0, firstOffset + rows.size(), 0L, null);
            rows.add(RowFactory.create(line, place, Timestamp.from(ARRIVED)));
        }
        return LocalSpark.spark().createDataFrame(rows, RECORDS);
    }

    /** Keys, ages and places of the clean table. */
    List<String> rows() {
        return warehouse.rows("user").stream()
                .map(row -> "%s aged %s at %s"
                        .formatted(
                                row.get("ind"),
                                row.get("age"),
                                row.get("_lineage").get("offset")))
                .toList();
    }

    /** The versions of all that a run may write. */
    List<Long> versions() {
        return List.of("user", "_quarantine/user", "_runs/user").stream()
                .map(warehouse::version)
                .toList();
    }

    /** The runs of the ledger, by status. */
    List<String> runs() throws IOException {
        return RunHistory.of(StoredTables.at(LocalSpark.spark(), root()), List.of("user")).stream()
                .map(run -> "%d %s %s".formatted(run.run(), run.kind().written(), run.status()))
                .toList();
    }

    static String user(int ind, int age) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L\",\"age\":%d,\"date_joined\":\"2016-03-01T08:00:00\"}"
                .formatted(ind, age);
    }
}
