package pinpipe.etl.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.Table;
import pinpipe.etl.landing.objects.FetchedLines;
import pinpipe.etl.landing.objects.LandingTask;
import pinpipe.etl.landing.objects.ObjectReader;
import pinpipe.etl.records.LineSource;

/** What travels to the executors, besides the tasks. */
record LandingReaderFactory(
        Table table, StructType asked, boolean everyRaw, String root, Map<String, String> hadoopSettings)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition task) {
        try {
            ObjectReader objects = ObjectReader.at(hadoopSettings, root);
            LineSource lines = new FetchedLines(objects, ((LandingTask) task).splits());
            return new LandingReader(table, lines, asked, everyRaw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
