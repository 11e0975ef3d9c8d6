package pinpipe.etl.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps where the shards of a stream are, in {@code places/} of its checkpoint: one small file a batch, written before
 * anything is made of that batch. A batch that is given again finds the file of the one before it, and writes its own again.
 *
 * @param checkpoint the stream's
 */
record KinesisEnds(Store checkpoint) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "places";

    /** As the last batch before this one left them. */
    Map<Integer, KinesisPlaces.End> before(long batch) throws IOException {
        Map<Integer, KinesisPlaces.End> ends = new TreeMap<>();
        long last = kept().stream()
                .filter(number -> number < batch)
                .max(Long::compare)
                .orElse(-1L);
        if (last >= 0) {
            JSON.readTree(checkpoint.text(file(last))).fields().forEachRemaining(end -> {
                JsonNode place = end.getValue();
                ends.put(
                        Integer.valueOf(end.getKey()),
                        new KinesisPlaces.End(
                                place.get(0).asLong(),
                                place.get(1).asLong(),
                                place.get(2).asText()));
            });
        }
        return ends;
    }

    /** Keeps them as this batch leaves them, and forgets what no batch can ask for any more. */
    void after(long batch, Map<Integer, KinesisPlaces.End> ends) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        ends.forEach((shard, end) -> node.putArray(shard.toString())
                .add(end.place())
                .add(end.count())
                .add(end.sequence()));
        checkpoint.write(file(batch), JSON.writeValueAsBytes(node));
        for (long number : kept()) {
            if (number < batch - 1) {
                checkpoint.files().delete(checkpoint.path(file(number)), false);
            }
        }
    }

    private List<Long> kept() throws IOException {
        return checkpoint.has(FOLDER)
                ? Arrays.stream(checkpoint.files().listStatus(checkpoint.path(FOLDER)))
                        .map(file -> file.getPath().getName())
                        .filter(name -> name.matches("\\d+"))
                        .map(Long::valueOf)
                        .toList()
                : List.of();
    }

    private static String file(long batch) {
        return FOLDER + "/" + batch;
    }
}
