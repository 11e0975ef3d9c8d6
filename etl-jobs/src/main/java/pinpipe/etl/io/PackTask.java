package pinpipe.etl.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

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
        List<Row> objects = group.getList(0);
        Iterator<Row> lines = new ObjectFetcher(hadoopSettings, root).call(objects.iterator());
        Packing packing = new Packing(Store.at(hadoopSettings, root));
        Pack.Part part = null;
        while (lines.hasNext()) {
            Row line = lines.next();
            String path = line.getString(5);
            if (part == null || !part.path().equals(path)) {
                packing.add(part);
                part = new Pack.Part(path, line.getLong(3), new ArrayList<>());
            }
            part.lines().add(line.getAs(0));
        }
        packing.add(part);
        packing.close();
        return packing.made.iterator();
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
            if (part == null) {
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
