package pinpipe.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What else lands beside each good line: of a hundred lines one is broken, and twenty say again what was said, bare or in one
 * of the wrappers that are met in use.
 */
final class DirtyLines {
    /** Besides each good line, so that they are one and twenty of a hundred of all. */
    private static final double BROKEN = 1.0 / 79;

    private static final double REPEATED = 20.0 / 79;

    private static final List<String> WRAPPERS = List.of(
            "%s", "{\"value\":%s}", "[{\"value\":%s}]", "{\"records\":[{\"value\":%s}]}", "\"%s\"", "{\"index\":%s}");

    private final Random chance;

    DirtyLines(long seed) {
        chance = new Random(seed);
    }

    /** What follows a good line; mostly nothing. */
    List<String> after(String line) {
        List<String> lines = new ArrayList<>();
        if (chance.nextDouble() < BROKEN) {
            lines.add(line.substring(0, line.length() / 2));
        }
        if (chance.nextDouble() < REPEATED) {
            String wrapper = WRAPPERS.get(chance.nextInt(WRAPPERS.size()));
            boolean isText = wrapper.startsWith("\"");
            lines.add(wrapper.formatted(isText ? line.replace("\\", "\\\\").replace("\"", "\\\"") : line));
        }
        return lines;
    }
}
