package pinpipe.etl.property;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Draws lines in all forms in which records are wrapped, good ones and broken ones. */
final class SentLines {
    private final Random random;
    private final SentRecords records;

    SentLines(Random random, long firstKey) {
        this.random = random;
        this.records = new SentRecords(random, firstKey);
    }

    SentLine next(int partition, long offset) {
        int of = random.nextInt(100);
        if (of < 10) {
            Sent broken = records.broken();
            return new SentLine(partition, offset, 0, broken.json(), List.of(broken));
        }
        List<Sent> sent = of < 70 ? List.of(records.next()) : records.several();
        String raw = of < 55 ? sent.get(0).json() : wrapped(sent);
        return new SentLine(partition, offset, 0, raw, sent);
    }

    private String wrapped(List<Sent> sent) {
        String values = sent.stream()
                .map(record -> random.nextBoolean() ? record.json() : "{\"value\":%s}".formatted(record.json()))
                .collect(Collectors.joining(","));
        String line = random.nextBoolean() ? "[%s]".formatted(values) : "{\"records\":[%s]}".formatted(values);
        if (sent.size() == 1 && random.nextBoolean()) {
            line = (random.nextBoolean() ? "{\"index\":%s}" : "{\"value\":%s} ")
                    .formatted(sent.get(0).json());
        }
        return random.nextInt(4) == 0 ? quoted(line) : line;
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
