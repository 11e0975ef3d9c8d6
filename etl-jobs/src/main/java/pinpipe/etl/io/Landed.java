package pinpipe.etl.io;

/**
 * An object in the landing.
 *
 * @param path its path relative to the landing, {@code topics/…}
 * @param size its length in bytes
 * @param modified when the store says it was written, in milliseconds since 1970; S3 dates a multipart object by its
 *     start, so this decides nothing but how long a gap has been waited for
 * @param name what its path says
 */
public record Landed(String path, long size, long modified, ObjectName name) {}
