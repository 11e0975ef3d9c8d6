package pinpipe.producer.mode;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
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
        Map<Stage, LongAdder> stages = counts.get(row.table().name());
        stages.get(Stage.READ).increment();
        door.send(row, stages.get(Stage.ACKNOWLEDGED)::increment);
        stages.get(Stage.SENT).increment();
    }

    /** Waits until every row is acknowledged. */
    public void flush() {
        door.flush();
    }

    /** The table's closing line, such as {@code user_data: 1,000 rows read, 1,000 sent, 1,000 acknowledged}. */
    public String closingLine(PostTable table) {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows read, %,d sent, %,d acknowledged",
                table.name(),
                count(table, Stage.READ),
                count(table, Stage.SENT),
                count(table, Stage.ACKNOWLEDGED));
    }

    private long count(PostTable table, Stage stage) {
        return counts.get(table.name()).get(stage).sum();
    }
}
