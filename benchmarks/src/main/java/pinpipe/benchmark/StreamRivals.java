package pinpipe.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code pinpipe stream} and the same job written plainly, as processes with the same heap and settings of Spark.
 *
 * @param jvm the options of both
 */
record StreamRivals(SparkJvm jvm) {
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "any", "AWS_SECRET_ACCESS_KEY", "any");

    /** Ours, from pins of a feed into a table of this folder. */
    Rival ours(String name, Feed feed, String prefix, Path folder, List<String> when) {
        List<String> arguments = new ArrayList<>(feed.options());
        arguments.addAll(List.of("--table=pin", "--prefix=" + prefix, "--warehouse=" + folder.resolve("warehouse")));
        arguments.add("--checkpoint=" + folder.resolve("checkpoint"));
        arguments.addAll(when);
        Rival rival = jvm.rival(name, "pinpipe.etl.job.StreamClean", arguments.toArray(String[]::new));
        return new Rival(name, rival.command(), CREDENTIALS);
    }

    /** The plain one, from a topic of Kafka's. */
    Rival plain(Feed kafka, String prefix, Path folder, String when) {
        return jvm.rival(
                "from_json and append, Kafka",
                "pinpipe.benchmark.spark.PlainStream",
                kafka.address(),
                prefix + ".pin",
                folder.resolve("pins").toString(),
                folder.resolve("checkpoint").toString(),
                when);
    }
}
