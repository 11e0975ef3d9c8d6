package pinpipe.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes lines as objects of a landing folder, named as the S3 sink connector names them: topic, partition, first offset. */
final class LandingWriter implements AutoCloseable {
    /** Of the topics. */
    static final String PREFIX = "bench";

    /** A flush size of one: each record an object. */
    static final long ONE_RECORD = 1;

    /** What a sink that is set up well writes. */
    static final long LARGE = 64L << 20;

    private static final int PARTITIONS = 3;

    private final Path landing;
    private final String topic;
    private final long objectBytes;
    private final Partition[] partitions = new Partition[PARTITIONS];

    /**
     * For a table's topic.
     *
     * @param objectBytes an object ends with the line that reaches them
     */
    LandingWriter(Path landing, String table, long objectBytes) {
        this.landing = landing;
        this.topic = PREFIX + "." + table;
        this.objectBytes = objectBytes;
        for (int i = 0; i < PARTITIONS; i++) {
            partitions[i] = new Partition();
        }
    }

    private static final class Partition {
        private long offset;
        private long bytes;
        private OutputStream object;
    }

    /** The folder that holds a table's objects. */
    static Path folder(Path landing, String table) {
        return landing.resolve("topics").resolve(PREFIX + "." + table);
    }

    /** The lines of a key share a partition. */
    void add(int key, String line) throws IOException {
        Partition partition = partitions[key % PARTITIONS];
        if (partition.object == null) {
            partition.object = begin(key % PARTITIONS, partition.offset);
        }
        byte[] written = (line + "\n").getBytes(StandardCharsets.UTF_8);
        partition.object.write(written);
        partition.bytes += written.length;
        partition.offset++;
        if (partition.bytes >= objectBytes) {
            end(partition);
        }
    }

    /** Ends the objects that have been begun; further lines begin new ones. */
    @Override
    public void close() throws IOException {
        for (Partition partition : partitions) {
            if (partition.object != null) {
                end(partition);
            }
        }
    }

    private OutputStream begin(int partition, long offset) throws IOException {
        Path folder = landing.resolve("topics/%s/partition=%d".formatted(topic, partition));
        if (offset == 0) {
            Files.createDirectories(folder);
        }
        String name = String.format(Locale.ROOT, "%s+%d+%010d.json", topic, partition, offset);
        return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)));
    }

    private static void end(Partition partition) throws IOException {
        partition.object.close();
        partition.object = null;
        partition.bytes = 0;
    }
}
