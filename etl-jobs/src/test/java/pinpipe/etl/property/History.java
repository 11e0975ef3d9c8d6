package pinpipe.etl.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What was sent to one partition, cut into the objects that a sink makes of it.
 *
 * @param consecutive true if the offsets of an object follow one another, in a folder {@code partition=}; else objects lie
 *     under hours, two being open at once, and their lines' places are those that a reader can know
 * @param objects each at the place of its first line
 */
record History(boolean consecutive, List<List<SentLine>> objects) {
    /** How far beyond the others the last object of consecutive offsets lies. */
    private static final int BEYOND = 20;

    /** Draws a history. */
    static History of(Random random, SentLines lines, int partition) {
        boolean consecutive = random.nextInt(4) > 0;
        List<SentLine> sent = new ArrayList<>();
        long offset = random.nextBoolean() ? 0 : random.nextInt(8);
        for (int left = 1 + random.nextInt(7); left > 0; left--) {
            sent.add(lines.next(partition, offset));
            offset += random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 1;
        }
        List<List<SentLine>> objects = new ArrayList<>();
        if (consecutive) {
            sent.add(lines.next(partition, offset + BEYOND));
            cut(random, sent, true, objects);
        } else {
            List<SentLine> other = new ArrayList<>();
            sent.stream().filter(line -> random.nextInt(3) == 0).forEach(other::add);
            sent.removeAll(other);
            cut(random, sent, false, objects);
            cut(random, other, false, objects);
            objects.replaceAll(History::placed);
        }
        return new History(consecutive, objects);
    }

    /** An object of consecutive offsets never spans a hole, since its lines' offsets are counted from its name. */
    private static void cut(Random random, List<SentLine> sent, boolean consecutive, List<List<SentLine>> objects) {
        List<SentLine> open = new ArrayList<>();
        for (SentLine line : sent) {
            boolean hole =
                    !open.isEmpty() && line.offset() > open.get(open.size() - 1).offset() + 1;
            if (!open.isEmpty() && (random.nextInt(3) == 0 || (consecutive && hole))) {
                objects.add(open);
                open = new ArrayList<>();
            }
            open.add(line);
        }
        if (!open.isEmpty()) {
            objects.add(open);
        }
    }

    private static List<SentLine> placed(List<SentLine> object) {
        List<SentLine> placed = new ArrayList<>();
        for (int line = 0; line < object.size(); line++) {
            placed.add(object.get(line).at(object.get(0).offset(), line));
        }
        return placed;
    }

    List<SentLine> lines() {
        return objects.stream().flatMap(List::stream).toList();
    }
}
