package pinpipe.cleaning.values;

/** Receives a value that was read; reused, so that reading a number allocates nothing. */
public final class Value {
    /** A whole number, an instant in microseconds since 1970, or the bits of a double. */
    public long bits;
}
