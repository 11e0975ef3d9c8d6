package pinpipe.etl.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pinpipe.etl.Fixture;

/** Users as they change, from a seed: lands lines of them without end, and knows what a clean table must say at any time. */
final class SoakHistory {
    private static final int KEYS = 1_000;
    private static final int PARTITIONS = 3;

    private final Random random;
    private final Path topic;
    private final long[] next = new long[PARTITIONS];
    private final Map<Integer, Integer> ages = new TreeMap<>();
    private final Set<String> rejected = new TreeSet<>();
    private long records;

    SoakHistory(long seed, Path landing) {
        this.random = new Random(seed);
        this.topic = landing.resolve("topics").resolve(new Fixture("user").topic());
    }

    /** The age of each user whose row is there. */
    Map<Integer, Integer> ages() {
        return ages;
    }

    /** The lines that must be in quarantine, as {@code partition:offset}. */
    Set<String> rejected() {
        return rejected;
    }

    /** All records that have landed. */
    long records() {
        return records;
    }

    /** Lands some objects of 1 to 20 lines in each partition. */
    void more() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int object = random.nextInt(1, 4); object > 0; object--) {
                long first = next[partition];
                List<String> lines = new ArrayList<>();
                for (int line = random.nextInt(1, 21); line > 0; line--) {
                    lines.add(line(partition));
                    next[partition]++;
                }
                String name = "%s+%d+%010d.json".formatted(topic.getFileName(), partition, first);
                Fixture.write(topic.resolve("partition=" + partition).resolve(name), lines, false);
            }
        }
    }

    private String line(int partition) {
        int key = random.nextInt(KEYS / PARTITIONS) * PARTITIONS + partition;
        records++;
        int kind = random.nextInt(100);
        if (kind < 5) {
            rejected.add(partition + ":" + next[partition]);
            return "{\"ind\":%d,\"age\":3".formatted(key);
        } else if (kind < 10) {
            rejected.add(partition + ":" + next[partition]);
            return user(key, 200);
        } else if (kind < 18) {
            ages.remove(key);
            return "{\"ind\":%d,\"_deleted\":true}".formatted(key);
        } else if (kind < 30 && ages.containsKey(key)) {
            return user(key, ages.get(key));
        } else if (kind < 33) {
            records++;
            String before = user(key, 1); // beaten by the second record of its own line
            return "[{\"value\":%s},{\"value\":%s}]".formatted(before, aged(key));
        }
        return aged(key);
    }

    private String aged(int key) {
        ages.put(key, random.nextInt(20, 61));
        return user(key, ages.get(key));
    }

    private static String user(int key, int age) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L%1$d\",\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}"
                .formatted(key, age);
    }
}
