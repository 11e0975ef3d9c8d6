package pinpipe.etl.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import pinpipe.etl.Fixture;
import pinpipe.etl.property.Appearance.Age;

/**
 * Draws how a history arrives: which objects appear in which round, what is delivered again and how, and what is handed
 * over by itself. Each line arrives at least once, through some door.
 */
final class Arrival {
    private final Random random;
    private final List<Door> doors;
    private final List<List<Appearance>> appearances = new ArrayList<>();
    private final List<List<SentLine>> batches = new ArrayList<>();

    /** What lies in the landing after the rounds drawn so far, by path. */
    private final Map<String, List<SentLine>> landed = new HashMap<>();

    private Arrival(Random random, List<Door> doors) {
        this.random = random;
        this.doors = doors;
        doors.forEach(door -> {
            appearances.add(new ArrayList<>());
            batches.add(new ArrayList<>());
        });
    }

    static Arrival of(Random random, List<Door> doors, List<History> histories) {
        Arrival arrival = new Arrival(random, doors);
        for (History history : histories) {
            arrival.landed.clear();
            arrival.draw(history);
        }
        arrival.appearances.forEach(round -> Collections.shuffle(round, random));
        arrival.batches.forEach(round -> Collections.shuffle(round, random));
        return arrival;
    }

    List<Appearance> appearances(int round) {
        return appearances.get(round);
    }

    List<SentLine> batch(int round) {
        return batches.get(round);
    }

    private void draw(History history) {
        Map<Integer, List<List<SentLine>>> firsts = new HashMap<>();
        List<List<SentLine>> objects = new ArrayList<>(history.objects());
        if (history.consecutive()) {
            // What begins in the middle of others is looked for once something has landed beyond it.
            List<SentLine> beyond = objects.remove(objects.size() - 1);
            firsts.computeIfAbsent(doors.size() - 1, none -> new ArrayList<>()).add(beyond);
        }
        for (List<SentLine> object : objects) {
            if (random.nextInt(4) == 0) {
                object.forEach(line -> batches.get(one(Door.BATCH)).add(line));
            } else {
                firsts.computeIfAbsent(one(Door.LANDING), none -> new ArrayList<>())
                        .add(object);
            }
        }
        for (int round = 0; round < doors.size(); round++) {
            for (List<SentLine> object : firsts.getOrDefault(round, List.of())) {
                appear(round, path(history, object, random.nextInt(24)), object);
            }
            again(round, history);
        }
    }

    private void again(int round, History history) {
        if (doors.get(round) == Door.BATCH) {
            history.lines().stream().filter(line -> random.nextInt(4) == 0).forEach(batches.get(round)::add);
            return;
        }
        for (int times = random.nextInt(3); times > 0 && !landed.isEmpty(); times--) {
            List<String> paths = landed.keySet().stream().sorted().toList();
            String path = paths.get(random.nextInt(paths.size()));
            if (!history.consecutive()) {
                appear(
                        round,
                        random.nextBoolean() ? path : path(history, landed.get(path), random.nextInt(24)),
                        landed.get(path));
            } else if (random.nextBoolean()) {
                appear(round, path, landed.get(path));
            } else {
                cutAnew(round, history);
            }
        }
    }

    /** Some of what was sent, with other boundaries. */
    private void cutAnew(int round, History history) {
        List<SentLine> there = history.lines();
        int from = random.nextInt(there.size());
        int longest = (int) IntStream.range(from, there.size())
                .takeWhile(at -> there.get(at).offset() - there.get(from).offset() == at - from)
                .count();
        List<SentLine> object = there.subList(from, from + 1 + random.nextInt(longest));
        appear(round, path(history, object, 0), object);
    }

    /** Of an object that is there, only more may appear: one cut short may be of a topic made again, and is rejected. */
    private void appear(int round, String path, List<SentLine> lines) {
        if (lines.size() < landed.getOrDefault(path, List.of()).size()) {
            return;
        }
        boolean later = landed.values().stream().anyMatch(others -> others.contains(lines.get(0)));
        landed.put(path, List.copyOf(lines));
        List<Appearance> all = appearances.get(round);
        all.removeIf(appearance -> appearance.path().equals(path));
        boolean young = random.nextInt(25) == 0 && round < doors.size() - 1; // nothing comes after the last one
        all.add(new Appearance(path, later ? Age.LATER : young ? Age.YOUNG : Age.ANY, lines));
    }

    private static String path(History history, List<SentLine> object, int hour) {
        SentLine first = object.get(0);
        return "%s/%s.user+%d+%010d.json%s"
                .formatted(
                        history.consecutive()
                                ? "partition=" + first.partition()
                                : "year=2024/hour=%02d".formatted(hour),
                        Fixture.PREFIX,
                        first.partition(),
                        first.offset(),
                        first.offset() % 5 == 4 ? ".gz" : "");
    }

    private int one(Door door) {
        int[] rounds = IntStream.range(0, doors.size())
                .filter(round -> doors.get(round) == door)
                .toArray();
        return rounds[random.nextInt(rounds.length)];
    }
}
