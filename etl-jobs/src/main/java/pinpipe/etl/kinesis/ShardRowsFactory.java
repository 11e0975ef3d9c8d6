package pinpipe.etl.kinesis;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** What travels to the executors, besides the intervals. */
record ShardRowsFactory(Connection connection, LossPolicy lossPolicy) implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new ShardRows(connection.client(), Patience.ofThread(), lossPolicy, (ShardInterval) partition);
    }
}
