package pinpipe.producer.mode;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import pinpipe.producer.door.Door;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/** Hands rows to a door and keeps count, per table, of what became of them. */
public final class Delivery {
    private enum Stage {
        READ,
        SENT,
        ACKNOWLEDGED
    }

    private final Door door;
    private final Map<String, Map<Stage, LongAdder>> counts = new TreeMap<>();
    private final Map<String, String> verdicts = new TreeMap<>();
    private Supplier<String> summary;

    public Delivery(Door door, List<PostTable> tables) {
        this.door = door;
        for (PostTable table : tables) {
            Map<Stage, LongAdder> stages = new EnumMap<>(Stage.class);
            for (Stage stage : Stage.values()) {
                stages.put(stage, new LongAdder());
            }
            counts.put(table.name(), stages);
        }
    }

    /** Sends a row that was read. */
    public void deliver(Row row) {
        deliver(row, () -> {});
    }

    /**
     * As {@link #deliver(Row)}.
     *
     * @param acknowledged called, from any thread, when the row has arrived
     */
    public void deliver(Row row, Runnable acknowledged) {
        Map<Stage, LongAdder> stages = counts.get(row.table().name());
        stages.get(Stage.READ).increment();
        LongAdder arrived = stages.get(Stage.ACKNOWLEDGED);
        door.send(row, () -> {
            arrived.increment();
            acknowledged.run();
        });
        stages.get(Stage.SENT).increment();
    }

    /** Waits until every row is acknowledged. */
    public void flush() {
        door.flush();
    }

    /** Says in the table's closing line what else became of it. */
    void conclude(PostTable table, String verdict) {
        verdicts.put(table.name(), "; " + verdict);
    }

    /** Adds a line after those of the tables; it is asked for when all is known. */
    void summarize(Supplier<String> line) {
        summary = line;
    }

    /** What is to be said of all tables together, if anything. */
    public Optional<String> summary() {
        return Optional.ofNullable(summary).map(Supplier::get);
    }

    /** The table's closing line, such as {@code user_data: 1,000 rows read, 1,000 sent, 1,000 acknowledged}. */
    public String closingLine(PostTable table) {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows read, %,d sent, %,d acknowledged%s",
                table.name(),
                count(table, Stage.READ),
                count(table, Stage.SENT),
                count(table, Stage.ACKNOWLEDGED),
                verdicts.getOrDefault(table.name(), ""));
    }

    private long count(PostTable table, Stage stage) {
        return counts.get(table.name()).get(stage).sum();
    }
}
