package pinpipe.etl.landing.topic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import pinpipe.etl.landing.objects.ObjectName;

/** A landed object while it is filled: lines of consecutive offsets of one topic partition, newline-ended. */
public final class OpenObject {
    private final String topic;
    private final int partition;
    private final long firstOffset;
    private final ObjectShape shape;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final OutputStream lines;
    private int records;
    private long bytes;

    OpenObject(String topic, int partition, long firstOffset, ObjectShape shape) throws IOException {
        this.topic = topic;
        this.partition = partition;
        this.firstOffset = firstOffset;
        this.shape = shape;
        this.lines = shape.gzip() ? new GZIPOutputStream(content) : content; // its header carries no time
    }

    /** True if this line may follow: the same topic partition, the very next offset, and room for it. */
    boolean takes(String itsTopic, int itsPartition, long offset, byte[] line) {
        return itsTopic.equals(topic)
                && itsPartition == partition
                && offset == firstOffset + records
                && records < shape.records()
                && bytes + line.length + 1 <= shape.bytes();
    }

    void add(byte[] line) throws IOException {
        lines.write(line);
        lines.write('\n');
        records++;
        bytes += line.length + 1;
    }

    /** The object's path relative to the landing. */
    String path() {
        return ObjectName.path(topic, partition, firstOffset, shape.gzip());
    }

    /** The whole content; nothing may be added afterwards. */
    byte[] content() throws IOException {
        lines.close();
        return content.toByteArray();
    }

    /** This object as a count, once its content's size is known. */
    LandedPartition landed(long size) {
        return new LandedPartition(topic, partition, firstOffset, firstOffset + records - 1, records, 1, size);
    }
}
