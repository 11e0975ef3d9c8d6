package pinpipe.etl.mutant;

import java.util.List;

/**
 * Our own code with one promise of the protocol broken.
 *
 * @param what what is broken, in words
 * @param changes how
 * @param caughtBy the test that must fail, as {@code class#method}
 */
record Mutant(String what, List<Change> changes, String caughtBy) {
    /** Code of ours that is there once in a file, by its path below the packages' folder, and what takes its place. */
    record Change(String file, String code, String instead) {}

    @Override
    public String toString() {
        return what;
    }
}
