package pinpipe.cleaning.values;

/** What became of the text of a value. */
public enum Reading {
    /** The value was read. */
    READ,
    /** The text is no such value. */
    UNREADABLE,
    /** The text is such a value, but one that the type cannot hold. */
    OUT_OF_RANGE
}
