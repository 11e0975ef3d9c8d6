package pinpipe.etl.landing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.SideBySide;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * Makes few larger objects of many small ones, without a change to a line or its offset. The objects that a larger one
 * replaces are removed by a call of its own, so that whoever packs can keep what is packed before; until then their lines lie
 * there twice, at the same offsets, which reads as one. A larger one is dated as of now: whoever has read only the beginning of
 * it, and knows nothing of this, sees that it has come again.
 */
public final class ObjectPacker {
    /** An object of more bytes stays as it is. */
    static final long SMALL = 1L << 20;

    /** A pack has at most so many bytes before compression: a task holds them in memory, at most twice. */
    static final long LARGEST = 64L << 20;

    private static final int OBJECTS_A_GROUP = 50_000;
    private static final int REMOVED_AT_ONCE = 32;

    private static final StructType GROUP =
            StructType.fromDDL("objects ARRAY<STRUCT<path: STRING, size: BIGINT, modified: BIGINT, etag: STRING>>");

    private static final StructType PACK =
            StructType.fromDDL("path STRING, size BIGINT, modified BIGINT, grown BOOLEAN, others ARRAY<STRING>");

    private final SparkSession spark;
    private final Store store;

    ObjectPacker(SparkSession spark, Store store) {
        this.spark = spark;
        this.store = store;
    }

    /**
     * What lies there instead of several objects.
     *
     * @param object the object that holds all their lines
     * @param grown true if it was written; false if it was there, from a packing that was stopped
     * @param others paths of the objects that are needless now
     */
    public record Packed(LandedObject object, boolean grown, List<String> others) {}

    /**
     * Groups of neighbours that may become one object each. A larger object before small ones is of their group: they may be
     * what a packing that was stopped has made it of.
     *
     * @param listed objects by partition and first offset
     * @param packable true of an object that may be packed; one that may not parts its neighbours
     */
    public static List<List<LandedObject>> groups(List<LandedObject> listed, Predicate<LandedObject> packable) {
        List<List<LandedObject>> groups = new ArrayList<>();
        List<LandedObject> group = new ArrayList<>();
        long bytes = 0;
        for (LandedObject object : listed) {
            boolean ours = packable.test(object) && object.size() <= LARGEST;
            boolean large = object.size() > SMALL;
            boolean another = group.isEmpty()
                    || group.get(0).name().partition() != object.name().partition();
            if (!ours || large || another || group.size() == OBJECTS_A_GROUP || bytes + object.size() > LARGEST) {
                close(group, groups);
                group = new ArrayList<>();
                bytes = 0;
            }
            if (ours) {
                group.add(object);
                bytes += large ? 0 : object.size();
            }
        }
        close(group, groups);
        return groups;
    }

    private static void close(List<LandedObject> group, List<List<LandedObject>> groups) {
        if (group.stream().filter(object -> object.size() <= SMALL).count() > 1) {
            groups.add(group);
        }
    }

    /** Packs these groups; an object whose lines do not follow those before it begins another pack. Removes nothing. */
    public List<Packed> pack(List<List<LandedObject>> groups) throws IOException {
        PackTask task =
                new PackTask(Sessions.hadoopSettings(spark), store.root().toString());
        return spark
                .createDataFrame(groups.stream().map(ObjectPacker::row).toList(), GROUP)
                .repartition(groups.size())
                .flatMap(task, Encoders.row(PACK))
                .collectAsList()
                .stream()
                .map(ObjectPacker::packed)
                .toList();
    }

    private static Row row(List<LandedObject> group) {
        Object[] objects = group.stream()
                .map(object -> RowFactory.create(object.path(), object.size(), object.modified(), object.etag()))
                .toArray();
        return RowFactory.create((Object) objects);
    }

    private static Packed packed(Row row) {
        String path = row.getString(0);
        LandedObject object = new LandedObject(
                path, row.getLong(1), row.getLong(2), ObjectName.read(path).orElseThrow());
        return new Packed(object, row.getBoolean(3), row.getList(4));
    }

    /** Removes the objects that packs have made needless. */
    public void removeOthers(List<Packed> packs) throws IOException {
        List<Callable<?>> removals = new ArrayList<>();
        for (Packed pack : packs) {
            for (String other : pack.others()) {
                removals.add(() -> store.files().delete(store.path(other), false));
            }
        }
        SideBySide.run(REMOVED_AT_ONCE, removals);
    }
}
