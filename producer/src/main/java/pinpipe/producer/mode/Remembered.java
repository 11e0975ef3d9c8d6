package pinpipe.producer.mode;

import java.util.Map;
import java.util.Optional;
import pinpipe.cli.Failure;
import pinpipe.producer.source.SourceTable;
import pinpipe.producer.state.StateFile;

/** What a state says of a table: how far it is, and of which of its rows and columns that holds. */
final class Remembered {
    private static final String SELECTION = "selection";
    private static final String REACHED = "reached";

    private Remembered() {}

    static Map<String, Object> as(SourceTable table, Object reached) {
        return Map.of(SELECTION, table.selection(), REACHED, reached);
    }

    /**
     * How far it is.
     *
     * @throws Failure asked wrongly if other rows or columns were read
     */
    static Optional<Object> of(SourceTable table, StateFile state) {
        if (!(state.of(table.name()) instanceof Map<?, ?> remembered)) {
            return Optional.empty();
        }
        if (!table.selection().equals(remembered.get(SELECTION))) {
            throw Failure.askedWrongly(
                    "Cannot resume %s: its state is of other columns or rows (%s) than now (%s). Ask as before, or leave --resume out to begin anew."
                            .formatted(table.name(), remembered.get(SELECTION), table.selection()));
        }
        return Optional.ofNullable(remembered.get(REACHED));
    }
}
