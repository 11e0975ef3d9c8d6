package pinpipe.producer.source;

/**
 * A stretch of a table in its order.
 *
 * @param after the place before its first row, or null for the table's beginning
 * @param upTo the place of its last row, or null for the table's end
 */
public record Range(Place after, Place upTo) {
    /** The whole table. */
    public static final Range ALL = new Range(null, null);

    /** What comes after a place; all, if it is null. */
    public static Range after(Place place) {
        return new Range(place, null);
    }

    /** For people, such as {@code after 512 up to 768}. */
    @Override
    public String toString() {
        String from = after == null ? "from the beginning" : "after " + after;
        return from + (upTo == null ? " to the end" : " up to " + upTo);
    }
}
