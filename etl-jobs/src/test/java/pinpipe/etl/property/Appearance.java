package pinpipe.etl.property;

import java.util.List;

/**
 * An object that appears in the landing, or takes the place of one of the same path.
 *
 * @param path its path below the topic's folder
 * @param young true if the store dates it later than any gap below it is waited for
 */
record Appearance(String path, boolean young, List<SentLine> lines) {
    @Override
    public String toString() {
        return "%s%s of %s"
                .formatted(
                        path,
                        young ? " (young)" : "",
                        lines.stream()
                                .map(line -> line.offset() + "/" + line.position())
                                .toList());
    }
}
