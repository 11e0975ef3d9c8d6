package pinpipe.cleaning.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** A table of written → meant for a way of reading values. */
record WrittenAndMeant(BiFunction<String, Value, Reading> reader, LongFunction<String> shown) {
    static final String UNREADABLE = "unreadable";
    static final String OUT_OF_RANGE = "out of range";

    /** Checks each case, and names all that differ. */
    void holds(String... cases) {
        List<String> found = new ArrayList<>();
        for (String each : cases) {
            int arrow = each.indexOf(" → ");
            String written = each.substring(0, arrow);
            found.add(written + " → " + meaning(written));
        }
        assertThat(found).containsExactly(cases);
    }

    /** What a text means. */
    String meaning(String written) {
        Value value = new Value();
        return switch (reader.apply(written, value)) {
            case READ -> shown.apply(value.bits);
            case UNREADABLE -> UNREADABLE;
            case OUT_OF_RANGE -> OUT_OF_RANGE;
        };
    }
}
