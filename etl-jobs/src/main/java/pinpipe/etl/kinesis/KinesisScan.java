package pinpipe.etl.kinesis;

import java.time.Clock;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** One query's reading of its streams. */
record KinesisScan(SourceOptions options) implements Scan {
    @Override
    public StructType readSchema() {
        return RecordRows.SCHEMA;
    }

    @Override
    public String description() {
        return "%s %s".formatted(KinesisSource.NAME, String.join(", ", options.streams()));
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        KinesisClient kinesis = options.connection().client();
        Streams streams = new Streams(kinesis, Patience.ofThread(), Clock.systemUTC());
        return new KinesisBatches(options, streams, new Outlook(kinesis));
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ReadMetrics.supported();
    }
}
