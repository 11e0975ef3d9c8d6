package pinpipe.etl.landing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.FetchedLines;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;
import pinpipe.etl.landing.objects.ObjectReader;
import pinpipe.etl.landing.objects.ObjectSplit;
import pinpipe.etl.records.LineSource;

/** In a task: a group of neighbouring objects in, the packs that were made of them out. Removes nothing. */
final class PackTask implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final Map<String, String> hadoopSettings;
    private final String root;

    PackTask(Map<String, String> hadoopSettings, String root) {
        this.hadoopSettings = hadoopSettings;
        this.root = root;
    }

    @Override
    public Iterator<Row> call(Row group) throws Exception {
        List<ObjectSplit> objects = ObjectSplit.whole(
                group.<Row>getList(0).stream().map(PackTask::object).toList(), object -> 0);
        Packing packing = new Packing(Store.at(hadoopSettings, root));
        try (LineSource lines = new FetchedLines(ObjectReader.at(hadoopSettings, root), objects)) {
            while (lines.nextSplit()) {
                packing.add(part(lines));
            }
        }
        packing.close();
        return packing.made.iterator();
    }

    private static LandedObject object(Row row) {
        ObjectName name = ObjectName.read(row.getString(0)).orElseThrow();
        return new LandedObject(row.getString(0), row.getLong(1), row.getLong(2), row.getString(3), name);
    }

    private static Pack.Part part(LineSource object) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        while (object.nextLine()) {
            lines.add(Arrays.copyOfRange(object.bytes(), object.from(), object.from() + object.length()));
        }
        return new Pack.Part(
                object.object(), ObjectName.read(object.object()).orElseThrow().firstOffset(), lines);
    }

    /** Packs objects in offset order. */
    private static final class Packing {
        private final Store store;
        private final List<Row> made = new ArrayList<>();
        private Pack open;

        Packing(Store store) {
            this.store = store;
        }

        void add(Pack.Part part) throws IOException {
            if (part.lines().isEmpty()) {
                return;
            }
            if (open != null && open.has(part)) {
                open.without(part);
            } else if (open != null && open.takes(part, ObjectPacker.LARGEST)) {
                open.add(part);
            } else {
                close();
                open = new Pack(part, part.bytes() > ObjectPacker.SMALL);
            }
        }

        void close() throws IOException {
            if (open == null || open.others().isEmpty()) {
                return;
            }
            byte[] content = open.isGrown() ? open.content() : null;
            if (content != null) {
                store.write(open.path(), content);
            }
            FileStatus object = store.files().getFileStatus(store.path(open.path()));
            if (content != null && object.getLen() != content.length) { // what it is made of is removed next
                throw new IOException("%s has %d bytes and was written with %d"
                        .formatted(open.path(), object.getLen(), content.length));
            }
            made.add(RowFactory.create(
                    open.path(),
                    object.getLen(),
                    object.getModificationTime(),
                    open.isGrown(),
                    open.others().toArray()));
        }
    }
}
