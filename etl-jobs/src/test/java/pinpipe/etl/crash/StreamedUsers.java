package pinpipe.etl.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;

/**
 * What a warehouse has made of users.
 *
 * @param folder the warehouse's
 */
record StreamedUsers(Path folder) {
    /** The rows, without their places. */
    List<JsonNode> rows() {
        return Warehouse.withoutLineage(warehouse().rows("user"));
    }

    /** By key, the place of the newest record that the table has heard of: its row's, or that of one that said the same. */
    Map<Long, String> lastWords() {
        Map<Long, String> last = new TreeMap<>();
        warehouse().rows("user").forEach(row -> hear(last, row.get("ind"), row.get("_lineage")));
        if (Files.exists(folder.resolve("_key_versions/user"))) {
            warehouse().rows("_key_versions/user").forEach(version -> hear(last, version.get("key"), version));
        }
        return last;
    }

    private static void hear(Map<Long, String> last, JsonNode key, JsonNode place) {
        String at = "%06d in %d"
                .formatted(place.get("offset").asLong(), place.get("partition").asInt());
        last.merge(key.asLong(), at, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** The rejected lines without these of their columns, in some order that is always the same. */
    List<String> rejectedWithout(String... columns) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : warehouse().rows("_quarantine/user")) {
            lines.add(((ObjectNode) line).remove(List.of(columns)).toString());
        }
        return lines.stream().sorted().toList();
    }

    /** All records that the runs have told of. */
    long records() {
        return warehouse().rows("_runs/user").stream()
                .filter(row -> row.get("status").asText().equals("committed"))
                .mapToLong(row ->
                        Fixture.node(row.get("report").asText()).get("read").asLong())
                .sum();
    }

    private Warehouse warehouse() {
        return new Warehouse(folder);
    }
}
