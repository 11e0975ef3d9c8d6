package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import pinpipe.cleaning.Table;
import pinpipe.etl.erasure.KeySearch;
import pinpipe.etl.landing.objects.LandedObject;

/**
 * What there is of a key.
 *
 * @param landed among the landed objects
 * @param rejected in quarantine
 * @param held rows of the table: {@code offset}, {@code partition}, {@code texts}; one, or none
 * @param rows how many rows were searched
 * @param heard what the key versions say: {@code offset}, {@code partition}, {@code deleted}; one, or none
 */
record KeyTraces(LandedTraces landed, QuarantineTraces rejected, List<Row> held, long rows, List<Row> heard) {

    /** The table's row. */
    static List<Row> held(Dataset<Row> rows, Table table, Object key) {
        return rows.where(col(table.key()).equalTo(lit(key)))
                .select(
                        col("_lineage.offset"),
                        col("_lineage.partition"),
                        KeySearch.texts(table).as("texts"))
                .collectAsList();
    }

    /** What the key versions say. */
    static List<Row> heard(Dataset<Row> keyVersions, Object key) {
        return keyVersions
                .where(col("key").equalTo(lit(key)))
                .select(col("place.offset"), col("place.partition"), col("deleted"))
                .collectAsList();
    }

    /** The highest place in the topic at which a record of the key may have been read: nothing older may come back. */
    record Place(long offset, int partition) {}

    /**
     * That place: in each partition in which the key was seen, the last offset that was consumed. Records of a key share a
     * partition where the producer gives them that key, so that what it sends from now on is newer.
     */
    Optional<Place> newest(Bookmark bookmark) {
        Set<Integer> partitions = new HashSet<>(landed.newest().keySet());
        partitions.addAll(rejected.partitions());
        held.forEach(row -> partitions.add(row.getInt(1)));
        heard.forEach(row -> partitions.add(row.getInt(1)));
        return partitions.stream()
                .map(partition -> new Place(offset(partition, bookmark).orElse(0), partition))
                .max((one, other) -> one.offset() != other.offset()
                        ? Long.compare(one.offset(), other.offset())
                        : Integer.compare(one.partition(), other.partition()));
    }

    private OptionalLong offset(int partition, Bookmark bookmark) {
        Bookmark.Mark mark = bookmark.partitions().get(partition);
        LongStream seen = LongStream.concat(of(held, partition), of(heard, partition));
        LongStream read = LongStream.of(
                mark == null ? 0 : bookmark.base() + mark.next() - 1,
                landed.newest().getOrDefault(partition, 0L));
        return LongStream.concat(seen, read).max();
    }

    private static LongStream of(List<Row> rows, int partition) {
        return rows.stream().filter(row -> row.getInt(1) == partition).mapToLong(row -> row.getLong(0));
    }

    /** True if the key versions say already that the row is gone, at this place or a newer one. */
    boolean told(Place newest) {
        return heard.stream()
                .anyMatch(row ->
                        row.getBoolean(2) && row.getInt(1) == newest.partition() && row.getLong(0) >= newest.offset());
    }

    /** What the table's rows of the key said, as far as it can still be known. */
    Set<String> texts() {
        Set<String> texts = new HashSet<>(landed.texts());
        held.forEach(row -> texts.addAll(row.getList(2)));
        return texts;
    }

    /** What was searched. */
    Receipt.Searched searched(String topic) {
        List<LandedObject> objects = landed.listing().objects();
        return new Receipt.Searched(
                topic,
                objects.size(),
                objects.stream().mapToLong(LandedObject::size).sum(),
                landed.lines().values().stream().mapToLong(Long::longValue).sum(),
                rows,
                rejected.searched());
    }

    /** True if nothing was ever seen of the key. */
    boolean nothing() {
        return landed.records().isEmpty() && rejected.partitions().isEmpty() && held.isEmpty() && heard.isEmpty();
    }
}
