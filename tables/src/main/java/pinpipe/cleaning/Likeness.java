package pinpipe.cleaning;

import java.util.List;
import java.util.Optional;

/** Tells whose row a line holds, where several tables share a stream. */
public final class Likeness {
    private Likeness() {}

    /** The table whose fields, the key aside, the line's row has most of; empty where it has none, or two are alike. */
    public static Optional<Table> mostLike(List<Table> tables, byte[] line) {
        Table best = null;
        int most = 0;
        for (Table table : tables) {
            int fields = line == null ? 0 : new EnvelopeUnwrapper(table).ownFields(line);
            if (fields > most) {
                best = table;
                most = fields;
            } else if (fields == most) {
                best = null;
            }
        }
        return Optional.ofNullable(best);
    }
}
