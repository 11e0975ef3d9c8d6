package pinpipe.etl.io;

/**
 * What a write did, as the table's format itself counted it.
 *
 * @param version the table's version afterwards, or null where the format has none
 * @param inserted rows that were not there before
 * @param updated rows that took the place of another, or went
 */
public record Written(Long version, long inserted, long updated) {
    /** True if no row is new and none changes. */
    public boolean changesNothing() {
        return inserted + updated == 0;
    }
}
