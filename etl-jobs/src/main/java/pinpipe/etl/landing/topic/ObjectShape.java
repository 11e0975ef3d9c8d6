package pinpipe.etl.landing.topic;

import java.io.Serializable;

/**
 * How large landed objects become and how they are written. An object is cut by its own content alone, so that the same
 * records make the same objects whenever they are landed.
 *
 * @param records the most lines that an object has, at least 1
 * @param bytes the most bytes of lines that an object has before compression; one longer line makes an object of its own
 * @param gzip true to compress objects
 */
public record ObjectShape(int records, long bytes, boolean gzip) implements Serializable {
    /** What a task holds in memory of its object, at most twice. */
    private static final long MOST_BYTES = 64L << 20;

    /** Objects of up to so many records, and up to 64 MiB. */
    public ObjectShape(int records, boolean gzip) {
        this(records, MOST_BYTES, gzip);
    }
}
