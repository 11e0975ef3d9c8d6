package pinpipe.etl.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A history of records and a way in which they arrive, drawn from a seed; no two cases share a partition or a key. */
final class Case {
    private static final int PARTITIONS = 2;
    private static final int KEYS = 10;

    private final int number;
    private final List<Door> doors;
    private final List<History> histories = new ArrayList<>();
    private final Arrival arrival;

    Case(long seed, int number, List<Door> doors) {
        Random random = Seeds.random(seed, number);
        this.number = number;
        this.doors = doors;
        SentLines lines = new SentLines(random, (long) number * KEYS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            histories.add(History.of(random, lines, number * PARTITIONS + partition));
        }
        this.arrival = Arrival.of(random, doors, histories);
    }

    /** The case that a partition belongs to. */
    static int ofPartition(int partition) {
        return partition / PARTITIONS;
    }

    /** The case that a key belongs to. */
    static int ofKey(long key) {
        return (int) (key / KEYS);
    }

    int number() {
        return number;
    }

    List<Appearance> appearances(int round) {
        return arrival.appearances(round);
    }

    List<SentLine> batch(int round) {
        return arrival.batch(round);
    }

    /** All that was sent, each line once. */
    Stream<SentLine> lines() {
        return histories.stream().flatMap(history -> history.lines().stream());
    }

    /** The case as a person reads it: what was sent, and how it arrived. */
    @Override
    public String toString() {
        StringBuilder told = new StringBuilder("sent, as partition/offset/position:");
        lines().forEach(line -> told.append("\n  ").append(line));
        for (int round = 0; round < doors.size(); round++) {
            told.append("\nround %d, %s:".formatted(round, doors.get(round)));
            appearances(round).forEach(object -> told.append("\n  ").append(object));
            batch(round).forEach(line -> told.append("\n  ").append(line));
        }
        return told.toString();
    }
}
