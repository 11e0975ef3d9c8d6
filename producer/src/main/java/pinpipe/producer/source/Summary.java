package pinpipe.producer.source;

/**
 * How many rows there are, and which: two sets of rows with the same summary have, but for odd chance, the same keys.
 *
 * @param checksum the sum of the keys' CRC-32, whatever their order
 */
public record Summary(long rows, long checksum) {
    /** No rows. */
    public static final Summary NONE = new Summary(0, 0);

    /** Both together. */
    public Summary plus(Summary other) {
        return new Summary(rows + other.rows, checksum + other.checksum);
    }
}
