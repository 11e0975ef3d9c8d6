package pinpipe.etl.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.KinesisLayout;
import pinpipe.etl.io.KinesisStream;
import pinpipe.etl.io.PlatformKinesis;
import pinpipe.etl.io.StreamSource;

/** By which source of Spark's Kinesis is read. */
final class KinesisSourceOptions {
    /** Databricks sets it in each of its sessions. */
    private static final String ON_DATABRICKS = "spark.databricks.clusterUsageTags.clusterId";

    enum Choice {
        AUTO,
        DATABRICKS,
        EMR,
        BUILTIN
    }

    @Option(
            names = "--kinesis-source",
            paramLabel = "auto|databricks|emr|builtin",
            defaultValue = "auto",
            description = {
                "kinesis: the source that reads it. auto: Databricks' own on Databricks, else builtin, on EMR too.",
                "emr: EMR's aws-kinesis, which does not say shards. Another source wants another checkpoint. Default: auto."
            })
    private Choice choice;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "kinesis, builtin: how late a record may be there to be read. Default: 5s.")
    private String settle;

    List<String> problems(boolean once, String region, String endpoint) {
        List<String> problems = new ArrayList<>(
                WrittenTime.problem("--settle", "5s", settle).stream().toList());
        if (choice == Choice.EMR && once) {
            problems.add("--once cannot stand with --kinesis-source emr, which knows no end: take --until-idle 60s");
        }
        if (choice == Choice.EMR && region == null && endpoint == null) {
            problems.add("--region or --endpoint is missing, one of which --kinesis-source emr needs");
        }
        return problems;
    }

    /** The source of this choice, in this session. */
    StreamSource source(SparkSession spark, String region, String endpoint) {
        return switch (chosen(spark)) {
            case DATABRICKS ->
                new PlatformKinesis(
                        KinesisLayout.DATABRICKS,
                        options(Map.of("initialPosition", "trim_horizon"), "region", region, "endpoint", endpoint),
                        "streamName");
            case EMR -> {
                String address = endpoint == null ? "https://kinesis.%s.amazonaws.com".formatted(region) : endpoint;
                Map<String, String> always = Map.of(
                        "kinesis.endpointUrl", address,
                        "kinesis.startingPosition", "TRIM_HORIZON",
                        "kinesis.failOnDataLoss", "true");
                yield new PlatformKinesis(
                        KinesisLayout.EMR,
                        options(always, "kinesis.region", region, "kinesis.endpointUrl", endpoint),
                        "kinesis.streamName");
            }
            default -> {
                Map<String, String> always =
                        Map.of("settle", WrittenTime.read(settle).toMillis() + "ms");
                yield new KinesisStream(options(always, "region", region, "endpoint", endpoint));
            }
        };
    }

    private Choice chosen(SparkSession spark) {
        if (choice != Choice.AUTO) {
            return choice;
        }
        return spark.conf().getOption(ON_DATABRICKS).isDefined() ? Choice.DATABRICKS : Choice.BUILTIN;
    }

    private static Map<String, String> options(
            Map<String, String> always, String regionName, String region, String endpointName, String endpoint) {
        Map<String, String> options = new HashMap<>(always);
        Optional.ofNullable(region).ifPresent(name -> options.put(regionName, name));
        Optional.ofNullable(endpoint).ifPresent(address -> options.put(endpointName, address));
        return Map.copyOf(options);
    }

    /** The sentence where the platform has no such source; null for any other error. */
    Failure explain(String does, Throwable error) {
        boolean absent = Causes.of(error)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> message.contains("DATA_SOURCE_NOT_FOUND"));
        return absent
                ? Failure.askedWrongly(
                        "Cannot %s: there is no source of Kinesis here as --kinesis-source %s means it, which its platform brings. Take --kinesis-source builtin."
                                .formatted(does, choice.name().toLowerCase(Locale.ROOT)),
                        error)
                : null;
    }
}
