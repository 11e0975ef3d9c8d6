package pinpipe.etl.landing.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Makes tasks of objects: many small objects a task, several tasks a large object.
 *
 * @param largestWhole an object of more bytes is split, or has a task of its own if it is zipped
 * @param splitBytes how many bytes a split has
 */
public record SplitPlanner(long largestWhole, long splitBytes) {
    /** What is used unless a test wants it otherwise. */
    public static final SplitPlanner USUAL = new SplitPlanner(8L << 20, 32L << 20);

    private static final int OBJECTS_A_TASK = 2_000;
    private static final long BYTES_A_TASK = 32L << 20;

    /** How many times its bytes a zipped object is expected to hold. */
    static final int UNZIPPED = 8;

    /**
     * The tasks that read these objects; an object's number is its place in the list.
     *
     * @param base what is added to the offsets of an object's lines
     */
    public List<LandingTask> tasks(List<LandedObject> objects, ToLongFunction<LandedObject> base) {
        List<LandingTask> tasks = new ArrayList<>();
        List<ObjectSplit> packed = new ArrayList<>();
        long bytes = 0;
        for (int number = 0; number < objects.size(); number++) {
            LandedObject object = objects.get(number);
            if (object.size() > largestWhole) {
                tasks.addAll(alone(number, object, base.applyAsLong(object)));
                continue;
            }
            packed.add(new ObjectSplit(number, object, base.applyAsLong(object), 0, object.size()));
            bytes += object.size() * (object.isZipped() ? UNZIPPED : 1);
            if (packed.size() == OBJECTS_A_TASK || bytes >= BYTES_A_TASK) {
                tasks.add(new LandingTask(packed));
                packed = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!packed.isEmpty()) {
            tasks.add(new LandingTask(packed));
        }
        return tasks;
    }

    private List<LandingTask> alone(int number, LandedObject object, long base) {
        List<LandingTask> tasks = new ArrayList<>();
        long length = object.isZipped() ? object.size() : splitBytes;
        for (long start = 0; start < object.size(); start += length) {
            long end = Math.min(start + length, object.size());
            tasks.add(new LandingTask(List.of(new ObjectSplit(number, object, base, start, end))));
        }
        return tasks;
    }
}
