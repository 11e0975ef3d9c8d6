package pinpipe.etl.flow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pinpipe.etl.flow.Json.Literal;
import pinpipe.etl.flow.Opener.Opened;

/**
 * Takes the records of one key out of lines. At the place of each it leaves that the row is gone, so that all others keep
 * their places and nothing older brings the row back.
 */
public final class LineEraser {
    private final Table table;
    private final Map<String, Object> tombstone = new LinkedHashMap<>();

    /**
     * Erases records of one key.
     *
     * @param key the key: a number, or a text
     */
    public LineEraser(Table table, Object key) {
        this.table = table;
        tombstone.put(Parser.DELETED, new Literal("true"));
        tombstone.put(Parser.MESSAGE_KEY, key instanceof Number number ? new Literal(number.toString()) : key);
    }

    /** What stands in the place of a record. */
    public String tombstone() {
        return Json.write(tombstone);
    }

    /** How many records a line opens into. */
    public int records(byte[] line) {
        return new Opener(table).open(line).size();
    }

    /**
     * A line without some of its records. One that holds several is written as an array of them; an array whose records
     * are erased already comes back as it is.
     *
     * @param places which of its records, counted from 0
     */
    public byte[] without(byte[] line, Set<Integer> places) {
        List<Opened> records = new Opener(table).open(line);
        if (records.size() == 1) {
            return tombstone().getBytes(StandardCharsets.UTF_8);
        }
        List<Object> left = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            left.add(places.contains(i) ? tombstone : records.get(i).value());
        }
        return Json.write(left).getBytes(StandardCharsets.UTF_8);
    }

    /** How many of a line's records still say more than that the row is gone. */
    public int toErase(byte[] line, Set<Integer> places) {
        List<Opened> records = new Opener(table).open(line);
        return (int) places.stream()
                .filter(place -> !tombstone.equals(records.get(place).value()))
                .count();
    }
}
