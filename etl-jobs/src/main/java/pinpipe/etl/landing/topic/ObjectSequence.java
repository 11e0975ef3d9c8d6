package pinpipe.etl.landing.topic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pinpipe.etl.io.Line;

/**
 * Cuts records into objects and writes one after the other, so that the objects of a topic partition become visible in
 * offset order. It holds one object in memory. An object never spans a hole in the offsets (what a transaction or a
 * compaction leaves), because a line's offset is counted from the object's name.
 */
public final class ObjectSequence {
    /** Where whole objects go. */
    interface Target {
        /** Makes the object appear whole at this path relative to the landing. */
        void write(String path, byte[] content) throws IOException;
    }

    private final ObjectShape shape;
    private final Target target;
    private final List<LandedPartition> landed = new ArrayList<>();
    private OpenObject open;

    ObjectSequence(ObjectShape shape, Target target) {
        this.shape = shape;
        this.target = target;
    }

    /** Adds a record's {@link Line}, in offset order within its topic partition. */
    void add(String topic, int partition, long offset, byte[] line) throws IOException {
        if (open == null || !open.takes(topic, partition, offset, line)) {
            writeOpen();
            open = new OpenObject(topic, partition, offset, shape);
        }
        open.add(line);
    }

    /** Writes what is still open, and says what was landed, once for each topic partition. */
    List<LandedPartition> end() throws IOException {
        writeOpen();
        return List.copyOf(landed);
    }

    private void writeOpen() throws IOException {
        if (open == null) {
            return;
        }
        byte[] content = open.content();
        target.write(open.path(), content);
        count(open.landed(content.length));
        open = null;
    }

    private void count(LandedPartition object) {
        int last = landed.size() - 1;
        if (last >= 0
                && landed.get(last).topic().equals(object.topic())
                && landed.get(last).partition() == object.partition()) {
            landed.set(last, landed.get(last).and(object));
        } else {
            landed.add(object);
        }
    }
}
