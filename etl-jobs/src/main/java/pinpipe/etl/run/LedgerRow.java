package pinpipe.etl.run;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.io.Choice;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * The rows that one process writes into a ledger: one when a run is planned, one when it ends, one for each attempt that
 * failed.
 *
 * @param holder the process
 * @param rules the rules by which it runs
 */
record LedgerRow(String holder, String rules) {
    static final StructType TYPE = StructType.fromDDL("""
            run BIGINT, status STRING, at TIMESTAMP, rebuild BOOLEAN, holder STRING,
            objects ARRAY<STRUCT<path: STRING, size: BIGINT, modified: BIGINT>>, bookmark STRING, report STRING, why STRING,
            rules STRING, kind STRING, choice STRING,
            stream STRUCT<source: STRING, topic: STRING, base: BIGINT, query: STRING, batch: BIGINT, first: BIGINT>""");

    /** The first row of a ledger. */
    Row made(String status, String name) {
        return row(0, status, name, null, null, null, null, null, null);
    }

    Row planned(Plan plan) {
        return row(plan.run(), "planned", holder, plan.kind(), plan, plan.before(), null, null, plan.stream());
    }

    /** The end of a run; of one that does a batch of a stream, with the batch. */
    Row ended(Report report, Bookmark bookmark, StreamBatch batch) {
        return row(report.run(), report.status(), holder, report.kind(), null, bookmark, report.json(), null, batch);
    }

    /** The end of a run that rewrote objects of its plan, which are told as they are now. */
    Row rewrote(Report report, Plan rewritten, Bookmark bookmark) {
        return row(
                report.run(), report.status(), holder, report.kind(), rewritten, bookmark, report.json(), null, null);
    }

    Row failed(long run, String why) {
        return row(run, "failed", holder, null, null, null, null, why, null);
    }

    /** Rows with all columns, those null that a ledger has not got yet. */
    static Dataset<Row> whole(Dataset<Row> rows) {
        return rows.sparkSession().createDataFrame(List.of(), TYPE).unionByName(rows, true);
    }

    /** The plan in such a row. */
    static Plan plan(Row row) {
        List<LandedObject> objects = new ArrayList<>();
        for (Row object : row.<Row>getList(row.fieldIndex("objects"))) {
            String path = object.getString(0);
            objects.add(new LandedObject(
                    path,
                    object.getLong(1),
                    object.getLong(2),
                    ObjectName.read(path).orElseThrow()));
        }
        String kind = row.getAs("kind");
        String choice = row.getAs("choice");
        return new Plan(
                row.getAs("run"),
                row.getAs("rebuild"),
                objects,
                Bookmark.read(row.getAs("bookmark")),
                kind == null ? Kind.CLEAN : Kind.read(kind),
                choice == null ? null : Choice.read(choice),
                batch(row));
    }

    /** The batch of a stream in such a row, or null. */
    static StreamBatch batch(Row row) {
        Row batch = row.getAs("stream");
        return batch == null
                ? null
                : new StreamBatch(
                        batch.getString(0),
                        batch.getString(1),
                        batch.getLong(2),
                        batch.getString(3),
                        batch.getLong(4),
                        batch.getAs(5));
    }

    /** A batch of a stream as a row keeps it. */
    static Row written(StreamBatch batch) {
        return RowFactory.create(
                batch.source(), batch.topic(), batch.base(), batch.query(), batch.batch(), batch.first());
    }

    private Row row(
            long run,
            String status,
            String by,
            Kind kind,
            Plan plan,
            Bookmark bookmark,
            String report,
            String why,
            StreamBatch batch) {
        Object[] objects = plan == null
                ? null
                : plan.objects().stream()
                        .map(object -> RowFactory.create(object.path(), object.size(), object.modified()))
                        .toArray();
        return RowFactory.create(
                run,
                status,
                Timestamp.from(Instant.now()),
                plan != null && plan.rebuild(),
                by,
                objects,
                bookmark == null ? null : bookmark.json(),
                report,
                why,
                rules,
                kind == null ? null : kind.written(),
                plan == null || plan.choice() == null ? null : plan.choice().json(),
                batch == null ? null : written(batch));
    }
}
