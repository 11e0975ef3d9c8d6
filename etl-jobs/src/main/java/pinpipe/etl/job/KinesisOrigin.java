package pinpipe.etl.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.flow.Table;
import pinpipe.etl.io.KinesisStream;
import pinpipe.etl.io.StreamSource;
import pinpipe.etl.kinesis.ReadFailure;

/** Records of Kinesis streams, through the source of our own. */
final class KinesisOrigin implements Origin {
    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "kinesis: the region; unless given, what AWS_REGION or the usual configuration of AWS says.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "kinesis: another address than AWS's own, such as that of a local Kinesis.")
    private String endpoint;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "kinesis: how late a record may be there to be read. Default: 5s.")
    private String settle;

    @Override
    public List<String> problems() {
        return WrittenTime.problem("--settle", "5s", settle).stream().toList();
    }

    @Override
    public StreamSource source() {
        Map<String, String> options = new HashMap<>();
        options.put("settle", WrittenTime.read(settle).toMillis() + "ms");
        Optional.ofNullable(region).ifPresent(name -> options.put("region", name));
        Optional.ofNullable(endpoint).ifPresent(address -> options.put("endpoint", address));
        return new KinesisStream(Map.copyOf(options));
    }

    @Override
    public String topic(String prefix, Table table) {
        return "streaming-%s-%s".formatted(prefix, table.name());
    }

    /** The source says it in its first moment, and better. */
    @Override
    public void mustHave(String prefix, List<Table> tables, String does) {}

    @Override
    public Failure explain(String does, Throwable error) {
        return Causes.of(error)
                .filter(ReadFailure.class::isInstance)
                .map(ReadFailure.class::cast)
                .findFirst()
                .map(failure -> switch (failure.kind()) {
                    case ASKED_WRONGLY -> Failure.askedWrongly(failure.getMessage(), error);
                    case BROKEN -> Failure.broken(failure.getMessage(), error);
                    case DATA_LOST ->
                        Failure.dataRefused(
                                "Cannot %s: %s Or start it with a new --checkpoint, which reads what is there."
                                        .formatted(does, failure.getMessage()));
                })
                .orElse(null);
    }
}
