package pinpipe.etl.property;

import java.util.List;
import java.util.Locale;

/**
 * An object that appears in the landing, or takes the place of one of the same path.
 *
 * @param path its path below the topic's folder
 * @param age how the store dates it
 */
record Appearance(String path, Age age, List<SentLine> lines) {
    /** How a store dates an object. */
    enum Age {
        /** At any time in the past, earlier or later than others: it must decide nothing. */
        ANY,
        /** So late that the gap below it is still waited for. */
        YOUNG,
        /** Later than all that was there: of what has landed before, as a store dates what is written again. */
        LATER
    }

    @Override
    public String toString() {
        return "%s%s of %s"
                .formatted(
                        path,
                        age == Age.ANY ? "" : " (" + age.name().toLowerCase(Locale.ROOT) + ")",
                        lines.stream()
                                .map(line -> line.offset() + "/" + line.position())
                                .toList());
    }
}
