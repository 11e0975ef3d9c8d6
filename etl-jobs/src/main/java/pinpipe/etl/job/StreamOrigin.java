package pinpipe.etl.job;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cli.Failure;
import pinpipe.etl.flow.Table;
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

    /** What is wrong with the options, as whole phrases. */
    List<String> problems() {
        return origin().problems();
    }

    /** The source. */
    StreamSource source() {
        return origin().source();
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
