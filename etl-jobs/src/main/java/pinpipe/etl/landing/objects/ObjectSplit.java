package pinpipe.etl.landing.objects;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * A stretch of a landed object that is read in one piece. A line belongs to the split that contains its first byte.
 *
 * @param number the object's number among all that are read together
 * @param object the object
 * @param base what is added to the offsets of its lines
 * @param start where the split begins in the object, in bytes
 * @param end where it ends, in bytes, exclusive
 */
public record ObjectSplit(int number, LandedObject object, long base, long start, long end) implements Serializable {
    /** The position of a line that has no offset of its own is its number times this: room for its records. */
    public static final long POSITIONS_A_LINE = 1_000_000L;

    /** Objects that are not split; an object's number is its place in the list. */
    public static List<ObjectSplit> whole(List<LandedObject> objects, ToLongFunction<LandedObject> base) {
        return IntStream.range(0, objects.size())
                .mapToObj(number -> {
                    LandedObject object = objects.get(number);
                    return new ObjectSplit(number, object, base.applyAsLong(object), 0, object.size());
                })
                .toList();
    }

    /** True if the split is all of its object. */
    boolean isWhole() {
        return start == 0 && end == object.size();
    }

    /** The offset of a line of the split, as if no line of the object stood before the split. */
    public long offset(long line) {
        return base + object.name().firstOffset() + (object.name().consecutive() ? line : 0);
    }

    /** The position of such a line among the records of its offset. */
    public long position(long line) {
        return object.name().consecutive() ? 0 : line * POSITIONS_A_LINE;
    }
}
