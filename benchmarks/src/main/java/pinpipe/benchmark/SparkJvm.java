package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pinpipe.cli.Failure;

/**
 * A JVM with Spark, sized as the launcher sizes it: the jobs and their rivals run with the same options. It is a process of
 * its own, because Kafka's server has another Scala on its class path.
 *
 * @param options of the JVM, its class path among them
 */
record SparkJvm(List<String> options) {
    private static final String FILE = "pinpipe.bench.spark";

    /** As the launcher has written it down. */
    static SparkJvm ofLauncher() throws IOException {
        String file = System.getProperty(FILE);
        if (file == null) {
            throw Failure.askedWrongly(
                    "Cannot measure Spark: the options of its JVM are not known. Begin with `./pinpipe bench`.");
        }
        return new SparkJvm(Files.readAllLines(Path.of(file)));
    }

    /** The same with more options of the JVM. */
    SparkJvm with(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(options);
        return new SparkJvm(all);
    }

    /** A job of ours on pins, or on all tables. */
    Rival clean(String job, Path landing, Path warehouse) {
        return clean(job, landing.toString(), warehouse);
    }

    /** The same, on what lies at a URI. */
    Rival clean(String job, String landing, Path warehouse) {
        return rival(
                "pinpipe clean",
                "pinpipe.etl.job." + job,
                "--landing=" + landing,
                "--prefix=" + LandingWriter.PREFIX,
                "--warehouse=" + warehouse);
    }

    /** The job that packs what has landed, whatever its age. */
    Rival packLanding(Path landing, Path warehouse) {
        return rival(
                "pinpipe maintain",
                "pinpipe.etl.job.Maintain",
                "--warehouse=" + warehouse,
                "--pack-landing",
                "--landing=" + landing,
                "--prefix=" + LandingWriter.PREFIX,
                "--pack-after-days=0");
    }

    /** A session that is opened and ends. */
    Rival session() {
        return rival("Spark's session alone", "pinpipe.benchmark.spark.PlainSession");
    }

    /** A main class as a rival. */
    Rival rival(String name, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return new Rival(name, command, Map.of());
    }
}
