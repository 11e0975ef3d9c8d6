package pinpipe.etl.kinesis;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The rows of one task. */
final class ShardRows implements PartitionReader<InternalRow> {
    private final ShardInterval interval;
    private final Patience patience;
    private final IntervalRecords records;
    private final RecordRows rows;
    private Iterator<UserRecord> users = Collections.emptyIterator();
    private InternalRow row;

    ShardRows(KinesisClient kinesis, Patience patience, LossPolicy lossPolicy, ShardInterval interval) {
        this.interval = interval;
        this.patience = patience;
        this.records = new IntervalRecords(new ShardPages(kinesis, patience, lossPolicy, interval), interval);
        this.rows = new RecordRows(interval.stream().name(), interval.shard());
    }

    @Override
    public boolean next() {
        while (!users.hasNext()) {
            Optional<Record> record = record();
            if (record.isEmpty()) {
                return false;
            }
            users = UserRecords.of(record.get()).iterator();
        }
        row = rows.next(users.next(), records.place());
        return true;
    }

    private Optional<Record> record() {
        try {
            return records.next();
        } catch (SdkException e) {
            throw Failures.of(interval.toString(), e);
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return ReadMetrics.of(records.passedOver(), patience.waited());
    }

    @Override
    public void close() {
        // The client is everybody's, and an iterator just expires.
    }
}
