package pinpipe.etl.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pinpipe.etl.Fixture;

/**
 * What a killed run has left for the next one to find: the commits of all tables, without what chance and the clock
 * decide. Two warehouses of the same state are one and the same to a run that begins in a new process.
 */
final class DurableState {
    private static final String LOG = "_delta_log";

    private DurableState() {}

    static String of(Path warehouse) throws IOException {
        Map<String, String> commits = new TreeMap<>();
        try (Stream<Path> files = Files.walk(warehouse)) {
            for (Path file : files.filter(DurableState::isCommit).toList()) {
                String actions = Files.readAllLines(file).stream()
                        .map(DurableState::withoutChance)
                        .sorted()
                        .collect(Collectors.joining("\n"));
                commits.put(warehouse.relativize(file).toString(), actions);
            }
        }
        return commits.toString();
    }

    private static boolean isCommit(Path file) {
        return file.getParent().endsWith(LOG) && file.toString().endsWith(".json");
    }

    /** The kind of the action and what it counts and is named by; not file names, times and sizes. */
    private static String withoutChance(String action) {
        JsonNode node = Fixture.node(action);
        String kind = node.fieldNames().next();
        JsonNode content = node.get(kind);
        List<String> told =
                switch (kind) {
                    case "txn" -> List.of(content.get("version").asText());
                    case "commitInfo" ->
                        List.of(
                                content.get("operation").asText(),
                                content.path("userMetadata").asText());
                    case "add" -> List.of(rows(content.path("stats").asText()));
                    default -> List.of();
                };
        return kind + told;
    }

    private static String rows(String stats) {
        return stats.isEmpty() ? "" : Fixture.node(stats).get("numRecords").asText();
    }
}
