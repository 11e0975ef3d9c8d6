package pinpipe.etl.io;

/**
 * Whether a Delta table is created with deletion vectors: an updated or deleted row is then marked in a small file beside
 * its data file, and the data file is not rewritten. Not every reader of Delta tables can read them.
 */
public enum DeletionVectors {
    /** With. */
    ON,
    /** Without. */
    OFF;

    /** The table property. */
    static final String PROPERTY = "delta.enableDeletionVectors";

    /** The table feature that a reader must know. */
    public static final String FEATURE = "deletionVectors";

    String property() {
        return Boolean.toString(this == ON);
    }
}
