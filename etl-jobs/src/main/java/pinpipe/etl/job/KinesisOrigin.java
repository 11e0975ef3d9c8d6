package pinpipe.etl.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.StreamSource;
import pinpipe.etl.kinesis.ReadFailure;

/** Records of Kinesis streams. */
final class KinesisOrigin implements Origin {
    @Mixin
    private KinesisSourceOptions source;

    @Mixin
    private StreamLayout layout;

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

    @Override
    public List<String> problems(boolean once) {
        List<String> problems = new ArrayList<>(source.problems(once, region, endpoint));
        problems.addAll(layout.problems());
        return problems;
    }

    @Override
    public StreamSource source(SparkSession spark, String prefix, Table table) {
        return layout.part(source.source(spark, region, endpoint), prefix, table);
    }

    @Override
    public String topic(String prefix, Table table) {
        return layout.stream(prefix, table);
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
                        Failure.dataRejected(
                                "Cannot %s: %s Or start it with a new --checkpoint, which reads what is there."
                                        .formatted(does, failure.getMessage()));
                })
                .orElseGet(() -> source.explain(does, error));
    }
}
