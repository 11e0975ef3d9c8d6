package pinpipe.etl.records;

import java.io.IOException;

/** Lines with their places, split by split. Every way of reading implements it for the cleaning. */
public interface LineSource extends AutoCloseable {
    /** The time of arrival where a source does not know it. */
    long UNKNOWN = Long.MIN_VALUE;

    /**
     * Goes to the next split; false after the last one.
     *
     * @throws IOException if it cannot be read as it was listed
     */
    boolean nextSplit() throws IOException;

    /** Goes to the next line of the split; false after the last one, when every byte of the split has been read. */
    boolean nextLine() throws IOException;

    /** Holds the line; valid until the next call. */
    byte[] bytes();

    /** Where the line begins in {@link #bytes}. */
    int from();

    /** How many bytes the line has, without its line feed. */
    int length();

    /** The topic of the split. */
    String topic();

    /** The partition of the split. */
    int partition();

    /** The object of the split; null where there is none. */
    String object();

    /** The object's number among all that are read together. */
    int number();

    /** Where the split begins in its object, in bytes. */
    long split();

    /** The offset of the line, as if no line of the object stood before the split. */
    long offset();

    /** The position of the line among the records of its offset. */
    long position();

    /** True of a line in a stream of several tables that belongs to none of them. */
    default boolean isOfNoTable() {
        return false;
    }

    /** When the line arrived at its source, in microseconds since 1970; or {@link #UNKNOWN}. */
    default long arrived() {
        return UNKNOWN;
    }

    @Override
    default void close() {
        // Most hold nothing.
    }
}
