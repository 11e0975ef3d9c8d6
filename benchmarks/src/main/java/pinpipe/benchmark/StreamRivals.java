package pinpipe.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pinpipe.cli.Failure;

/**
 * {@code pinpipe stream} and the same job written plainly, as processes with the same heap and settings of Spark.
 *
 * @param project the folder of {@code ./pinpipe}
 * @param jvm the options of both
 */
record StreamRivals(Path project, SparkJvm jvm) {
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "any", "AWS_SECRET_ACCESS_KEY", "any");

    /** Those of the project that this class was built in, with the JVM's options as the launcher says them. */
    static StreamRivals ofLauncher() throws IOException {
        try {
            Path built = Path.of(StreamRivals.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new StreamRivals(built.getParent().getParent().getParent(), SparkJvm.ofLauncher());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ours, from pins of a feed into a table of this folder. */
    Rival ours(String name, Feed feed, String prefix, Path folder, List<String> when) {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("pinpipe").toString(), "stream", "--table=pin"));
        command.addAll(feed.options());
        command.addAll(List.of("--prefix=" + prefix, "--warehouse=" + folder.resolve("warehouse")));
        command.add("--checkpoint=" + folder.resolve("checkpoint"));
        command.addAll(when);
        return new Rival(name, command, CREDENTIALS);
    }

    /** The plain one, from a topic of Kafka's. */
    Rival plain(Feed kafka, String prefix, Path folder, String when) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvm.options().subList(0, jvm.options().indexOf("-cp")));
        command.addAll(List.of("-cp", classPath()));
        command.add(project.resolve("benchmarks/plain/PlainStream.java").toString());
        command.addAll(
                List.of(kafka.address(), prefix + ".pin", folder.resolve("pins").toString()));
        command.addAll(List.of(folder.resolve("checkpoint").toString(), when));
        return new Rival("from_json and append, Kafka", command, Map.of());
    }

    private String classPath() throws IOException {
        Path stamp = project.resolve("etl-jobs/target/%s/launcher-class-path"
                .formatted(System.getenv().getOrDefault("PINPIPE_SPARK", "spark35")));
        if (!Files.exists(stamp)) {
            throw Failure.askedWrongly(
                    "Cannot measure the stream: etl-jobs is not built. Say `./pinpipe bench stream`, which builds it.",
                    null);
        }
        return Files.readString(stamp).strip();
    }
}
