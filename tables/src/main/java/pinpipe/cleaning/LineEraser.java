package pinpipe.cleaning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;

/**
 * Takes the records of one key out of lines. At the place of each it leaves that the row is deleted, so that all others keep
 * their places and nothing older brings the row back.
 */
public final class LineEraser {
    private final EnvelopeUnwrapper unwrapper;
    private final JsonObject tombstone;

    /**
     * Erases records of one key.
     *
     * @param key the key: a number, or a text
     */
    public LineEraser(Table table, Object key) {
        this.unwrapper = new EnvelopeUnwrapper(table);
        this.tombstone = Deletion.of(key);
    }

    /** All names under which a record may hold its key: those of the table, and that of a Kafka record without a value. */
    public static List<String> keyNames(Table table) {
        return Stream.concat(table.keyNames().stream(), Stream.of(Deletion.MESSAGE_KEY))
                .toList();
    }

    /** What takes the place of a record. */
    public String tombstone() {
        return JsonTree.write(tombstone);
    }

    /** How many records a line holds. */
    public int records(byte[] line) {
        return unwrapper.unwrap(line, 0, line.length).size();
    }

    /**
     * A line without some of its records. One that holds several is written as an array of them; an array whose records
     * are erased already comes back as it is.
     *
     * @param positions which of its records, counted from 0
     */
    public byte[] without(byte[] line, Set<Integer> positions) {
        List<Unwrapped> records = unwrapper.unwrap(line, 0, line.length);
        if (positions.isEmpty()) {
            return line;
        }
        if (records.size() == 1) {
            return JsonTree.utf8(tombstone);
        }
        List<Object> left = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            left.add(positions.contains(i) ? tombstone : kept(records.get(i)));
        }
        return JsonTree.utf8(left);
    }

    /** What says the same as an item of the array: the record itself, or that within as many layers as it stood in before. */
    private Object kept(Unwrapped record) {
        Object source = record.source();
        for (int layers = 1; layers <= EnvelopeUnwrapper.MOST_LAYERS; layers++) {
            List<Unwrapped> again = unwrapper.unwrap(Collections.singletonList(source));
            if (again.size() == 1 && again.get(0).saysTheSameAs(record)) {
                return source;
            }
            source = Collections.singletonList(source);
        }
        return record.source();
    }

    /** How many of a line's records still say more than that the row is deleted. */
    public int toErase(byte[] line, Set<Integer> positions) {
        List<Unwrapped> records = unwrapper.unwrap(line, 0, line.length);
        return (int) positions.stream()
                .filter(position -> !tombstone.equals(records.get(position).source()))
                .count();
    }
}
