package pinpipe.etl.job;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.io.StreamSource;

/** Where a stream's records come from: options of {@code stream}. */
final class StreamOrigin {
    enum From {
        KAFKA,
        KINESIS
    }

    @Option(names = "--from", required = true, paramLabel = "kafka|kinesis", description = "What has the records.")
    private From from;

    @Option(
            names = "--prefix",
            required = true,
            paramLabel = "UID",
            description = "Topics are UID.pin and so on, Kinesis streams streaming-UID-pin and so on.")
    private String prefix;

    @Mixin
    private KafkaOrigin kafka;

    @Mixin
    private KinesisOrigin kinesis;

    /**
     * What is wrong with the options, as whole phrases.
     *
     * @param once true if the stream is to end with what is there now
     */
    List<String> problems(boolean once) {
        return origin().problems(once);
    }

    /** What the table has of the source. */
    StreamSource source(SparkSession spark, Table table) {
        return origin().source(spark, prefix, table);
    }

    /** The topic or stream whose records become rows of this table. */
    String topic(Table table) {
        return origin().topic(prefix, table);
    }

    /** Stops with a sentence if one of these tables has none. */
    void mustHave(List<Table> tables, String does) {
        origin().mustHave(prefix, tables, does);
    }

    /** The sentence for an error of the source; null if it is none. */
    Failure explain(String does, Throwable error) {
        return origin().explain(does, error);
    }

    private Origin origin() {
        return switch (from) {
            case KAFKA -> kafka;
            case KINESIS -> kinesis;
        };
    }
}
