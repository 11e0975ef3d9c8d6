package pinpipe.cleaning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What lines become, as short texts that tests compare. Single quotes in lines stand for double ones. */
final class CleanedText {
    private CleanedText() {}

    static byte[] utf8(String line) {
        return line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Its records: {@code [values] rescued}, {@code -key} for a deletion, {@code !reasons} for a rejected one. */
    static List<String> of(CleanedLine line, Table table) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            records.add(of(line.record(i), table));
        }
        return records;
    }

    static List<String> of(String line, Table table) {
        return of(new LineCleaner(table).clean(utf8(line)), table);
    }

    private static String of(CleanedRecord record, Table table) {
        if (record.isRejected()) {
            return "!" + String.join(" ", record.reasons());
        }
        if (record.isDeleted()) {
            return "-" + record.value(0);
        }
        List<String> values = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            Object value = record.value(column);
            values.add(value instanceof double[] items ? Arrays.toString(items) : String.valueOf(value));
        }
        return String.join(", ", values)
                + (record.rescued() == null ? "" : " " + record.rescued().replace('"', '\''));
    }
}
