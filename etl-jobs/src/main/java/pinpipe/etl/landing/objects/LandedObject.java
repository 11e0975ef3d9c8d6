package pinpipe.etl.landing.objects;

import java.io.Serializable;

/**
 * An object in the landing, as it was listed.
 *
 * @param path its path relative to the landing, {@code topics/…}
 * @param size its length in bytes
 * @param modified when the store says it was written, in milliseconds since 1970; S3 dates a multipart object by its
 *     start, so this decides nothing but how long a gap has been waited for
 * @param etag what the store calls its content, so that another content is noticed when it is read; {@link #BY_TIME} where
 *     the time tells it; null where nothing does, as of an object that only a plan names
 * @param name what its path says
 */
public record LandedObject(String path, long size, long modified, String etag, ObjectName name)
        implements Serializable {
    /** In place of an ETag: the content is another one if it was written at another time, as of a file of this machine. */
    public static final String BY_TIME = "by time";

    /** An object of which the store has not said what it calls its content. */
    public LandedObject(String path, long size, long modified, ObjectName name) {
        this(path, size, modified, null, name);
    }

    /** True if its content is compressed with gzip, and so cannot be split. */
    public boolean isZipped() {
        return path.endsWith(".gz");
    }
}
