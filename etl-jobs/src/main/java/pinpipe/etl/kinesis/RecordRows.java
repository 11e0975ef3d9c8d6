package pinpipe.etl.kinesis;

import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of the source, and the records of a shard as rows of them, in the shard's order. */
final class RecordRows {
    static final StructType SCHEMA = new StructType()
            .add("data", DataTypes.BinaryType, false)
            .add("streamName", DataTypes.StringType, false)
            .add("partitionKey", DataTypes.StringType, false)
            .add("shardId", DataTypes.StringType, false)
            .add("sequenceNumber", DataTypes.StringType, false)
            .add("subSequenceNumber", DataTypes.LongType, false)
            .add("approximateArrivalTimestamp", DataTypes.TimestampType, false)
            .add("placeTimestamp", DataTypes.TimestampType, false)
            .add("placeIndex", DataTypes.LongType, false);

    static final Column[] COLUMNS = Arrays.stream(SCHEMA.fields())
            .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
            .toArray(Column[]::new);

    private final UTF8String stream;
    private final UTF8String shard;
    private long place = StreamTimes.EARLIEST;
    private long index;

    RecordRows(String stream, String shard) {
        this.stream = UTF8String.fromString(stream);
        this.shard = UTF8String.fromString(shard);
    }

    /**
     * The next row of the shard.
     *
     * @param placeOfCarrier the place of its carrier, in milliseconds since 1970
     */
    InternalRow next(UserRecord user, long placeOfCarrier) {
        index = placeOfCarrier == place ? index + 1 : 0;
        place = placeOfCarrier;
        return new GenericInternalRow(new Object[] {
            user.data(),
            stream,
            UTF8String.fromString(user.partitionKey()),
            shard,
            UTF8String.fromString(user.carrier().sequenceNumber()),
            user.subSequenceNumber(),
            micros(user.carrier().approximateArrivalTimestamp()),
            TimeUnit.MILLISECONDS.toMicros(place),
            index
        });
    }

    private static long micros(Instant arrival) {
        return TimeUnit.SECONDS.toMicros(arrival.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(arrival.getNano());
    }
}
