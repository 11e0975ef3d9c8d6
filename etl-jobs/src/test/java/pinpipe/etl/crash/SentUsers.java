package pinpipe.etl.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import pinpipe.etl.Fixture;

/**
 * Lines of users in partitions, a key in one of them only: one in five repeats an earlier line, one in a hundred is broken.
 *
 * @param partitions the lines of each, in their order
 */
record SentUsers(List<List<String>> partitions) {
    private static final int PARTITIONS = 2;

    /** So many lines, drawn from a seed. */
    static SentUsers drawn(int records, Random random) {
        List<List<String>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(partition(partition, records, random));
        }
        return new SentUsers(partitions);
    }

    private static List<String> partition(int partition, int records, Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < records / PARTITIONS; i++) {
            int kind = random.nextInt(100);
            if (kind < 20 && i > 0) {
                lines.add(lines.get(random.nextInt(i)));
            } else if (kind < 21) {
                lines.add("{\"ind\":%d,\"cut".formatted(i));
            } else {
                lines.add(
                        "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"L%1$d\",\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}"
                                .formatted(random.nextInt(records) * PARTITIONS + partition, random.nextInt(20, 61)));
            }
        }
        return List.copyOf(lines);
    }

    /** The key of a line, broken or not. */
    static String key(String line) {
        return line.replaceFirst("\\D+(\\d+).*", "$1");
    }

    /** A part of all lines, where there are so many parts; those of a partition in their order. */
    List<String> part(int part, int parts) {
        List<String> lines = new ArrayList<>();
        for (List<String> partition : partitions) {
            int from = (int) ((long) partition.size() * part / parts);
            lines.addAll(partition.subList(from, (int) ((long) partition.size() * (part + 1) / parts)));
        }
        return lines;
    }

    /** Lands them all, an object a partition. */
    void land(Path landing) {
        String topic = new Fixture("user").topic();
        for (int partition = 0; partition < partitions.size(); partition++) {
            Fixture.write(
                    landing.resolve("topics/%1$s/partition=%2$d/%1$s+%2$d+0000000000.json".formatted(topic, partition)),
                    partitions.get(partition),
                    false);
        }
    }
}
