package pinpipe.etl.io;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Gives the records of a batch their places, as the source of the package kinesis does: in a shard, the latest arrival time
 * up to a record, and its number among the records of that time. Sources of platforms cut batches anywhere, so the end of
 * each shard is handed from batch to batch.
 *
 * @param shards true if records say which shard they come from
 * @param ends where each shard was when the batch began, by its number
 */
record KinesisPlaces(boolean shards, Map<Integer, End> ends) {
    /** Above all ranks in a batch: what comes late stands behind all that came before. */
    private static final long BATCH = 1L << 32;

    /**
     * Where a shard was.
     *
     * @param place the last place that was given, in microseconds since 1970
     * @param count how many records have it
     * @param sequence the last record's sequence number
     */
    record End(long place, long count, String sequence) {}

    /** With {@code offset} and {@code position}, and with {@code fresh}, which is false of records that were given before. */
    Dataset<Row> placed(Dataset<Row> batch, long number) {
        Column place = of(End::place, lit(Long.MIN_VALUE));
        Column[] order = {col("sequence"), col("sub"), col("payload")};
        return shards ? ofShards(batch, place, order) : ofStream(batch, place, order, number);
    }

    private Dataset<Row> ofShards(Dataset<Row> batch, Column place, Column[] order) {
        WindowSpec upToHere = Window.partitionBy("partition", "fresh")
                .orderBy(order)
                .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        WindowSpec ofPlace = Window.partitionBy("partition", "fresh", "offset").orderBy(order);
        Column goesOn = col("fresh").and(col("offset").equalTo(place));
        return batch.withColumn("fresh", col("sequence").gt(of(End::sequence, lit(""))))
                .withColumn(
                        "offset",
                        when(col("fresh"), greatest(max("micros").over(upToHere), place))
                                .otherwise(col("micros")))
                .withColumn(
                        "position",
                        row_number()
                                .over(ofPlace)
                                .minus(1)
                                .plus(when(goesOn, of(End::count, lit(0L))).otherwise(lit(0L))));
    }

    /** Sequence numbers of several shards have no order in common: only those of one time are ordered by them. */
    private static Dataset<Row> ofStream(Dataset<Row> batch, Column place, Column[] order, long number) {
        WindowSpec ofTime = Window.partitionBy("micros").orderBy(order);
        return batch.withColumn("fresh", col("micros").gt(place))
                .withColumn("offset", col("micros"))
                .withColumn(
                        "position",
                        row_number()
                                .over(ofTime)
                                .minus(1)
                                .plus(when(col("fresh"), lit(0L)).otherwise(lit(BATCH * number))));
    }

    /** Where each shard is after the batch. */
    Map<Integer, End> after(Dataset<Row> placed) {
        Map<Integer, End> later = new TreeMap<>(ends);
        for (Row shard : placed.where("fresh")
                .groupBy("partition")
                .agg(max(struct(col("offset"), col("position"))), max("sequence"))
                .collectAsList()) {
            Row last = shard.getStruct(1);
            later.put(shard.getInt(0), new End(last.getLong(0), last.getLong(1) + 1, shard.getString(2)));
        }
        return later;
    }

    /** What is known of the end of a record's shard, or else something. */
    private Column of(Function<End, Object> part, Column otherwise) {
        if (ends.isEmpty()) {
            return otherwise;
        }
        List<Column> entries = new ArrayList<>();
        ends.forEach((shard, end) -> entries.addAll(List.of(lit(shard), lit(part.apply(end)))));
        return coalesce(map(entries.toArray(Column[]::new)).apply(col("partition")), otherwise);
    }
}
