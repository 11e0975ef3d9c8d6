package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.run.Bookmark.Mark;

/**
 * What reading has shown of a plan: now that each object's lines are counted, holes and repetitions between objects are
 * known, and with them what the run may consume.
 *
 * @param objects the objects that the run consumes
 * @param lines their lines
 * @param after the bookmark once they are consumed
 * @param source what the report says of them
 */
record Settlement(List<LandedObject> objects, long lines, Bookmark after, Source source) {

    /** Walks the plan's objects in offset order with the numbers of lines that the reader counted. */
    static Settlement of(Plan plan, Map<String, Long> linesByPath, List<Source.Gap> open, long passBefore) {
        Map<Integer, OffsetWalk> walks = new TreeMap<>();
        for (LandedObject object : plan.objects()) {
            if (object.name().consecutive() && !plan.before().isPast(object)) {
                walks.computeIfAbsent(
                                object.name().partition(),
                                partition -> new OffsetWalk(
                                        partition, plan.before().partitions().get(partition), passBefore))
                        .step(object, linesByPath.getOrDefault(object.path(), 0L));
            }
        }
        Map<Integer, Long> waitsAt = new TreeMap<>();
        walks.forEach((partition, walk) -> {
            if (walk.waitsAt() != Long.MAX_VALUE) {
                waitsAt.put(partition, walk.waitsAt());
            }
        });
        List<LandedObject> consumed = plan.objects().stream()
                .filter(object -> plan.before().isPast(object) || !waits(object, waitsAt))
                .toList();
        long lines = consumed.stream()
                .mapToLong(object -> linesByPath.getOrDefault(object.path(), 0L))
                .sum();
        return new Settlement(consumed, lines, after(plan, walks), source(consumed, walks, open));
    }

    private static boolean waits(LandedObject object, Map<Integer, Long> waitsAt) {
        Long wait = waitsAt.get(object.name().partition());
        return wait != null && object.name().consecutive() && object.name().firstOffset() >= wait;
    }

    private static Bookmark after(Plan plan, Map<Integer, OffsetWalk> walks) {
        Map<Integer, Mark> moved = new HashMap<>();
        walks.forEach((partition, walk) -> moved.put(partition, walk.mark()));
        return plan.before().with(moved);
    }

    private static Source source(List<LandedObject> consumed, Map<Integer, OffsetWalk> walks, List<Source.Gap> open) {
        Map<String, Source.Offsets> offsets = new TreeMap<>();
        List<Source.Gap> gaps = new ArrayList<>(open);
        List<Source.Overlap> overlaps = new ArrayList<>();
        walks.forEach((partition, walk) -> {
            offsets.put(Integer.toString(partition), walk.consumed());
            gaps.addAll(walk.gaps());
            overlaps.addAll(walk.overlaps());
        });
        long bytes = consumed.stream().mapToLong(LandedObject::size).sum();
        return new Source(consumed.size(), bytes, offsets, gaps, overlaps);
    }
}
