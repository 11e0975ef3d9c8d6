package pinpipe.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a server's log, without the frames of stack traces, for the sentence that says why it did not start. */
final class LogTail {
    private static final int LINES = 6;

    private LogTail() {}

    /** They, in one line; where there are errors among them, from the first of these on. */
    static String of(Path log) {
        List<String> lines = lines(log);
        int from = Math.max(0, lines.size() - LINES);
        for (int i = Math.max(0, lines.size() - 10 * LINES); i < from; i++) {
            if (lines.get(i).contains("ERROR")) {
                from = i;
            }
        }
        return lines.stream().skip(from).limit(LINES).collect(Collectors.joining(" | "));
    }

    private static List<String> lines(Path log) {
        try {
            // Servers write what they like into their logs: bytes that are no UTF-8 must not hide the rest.
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("... "))
                    .toList();
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }
}
