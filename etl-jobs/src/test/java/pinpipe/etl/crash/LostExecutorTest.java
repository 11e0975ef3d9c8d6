package pinpipe.etl.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;

/**
 * What an executor has cached is lost with it, and read again: by then the objects must be what they were when they were listed.
 * Tasks are run a second time while they run, too, as Spark's speculation does.
 */
@Tag("long")
class LostExecutorTest {
    private static final int RECORDS = 5_000;

    private static final String LONG_NAME = "Invented ".repeat(200);

    @TempDir
    Path folder;

    @Test
    void whatIsLostIsReadAgainAndTheTableIsTheSame() throws Exception {
        Path landing = land();
        Warehouse here = new Warehouse(folder.resolve("here"));
        here.clean(USER, landing);

        String output = cluster(landing, folder.resolve("cluster"), null);

        assertThat(output).contains("run 1 committed: 10,002 read = 10,002 inserted");
        assertThat(output).as("an executor was lost").contains("Lost executor");
        new Warehouse(folder.resolve("cluster")).mustEqual(here, "user", "delta", "delta");
    }

    @Test
    void whereAnObjectHasChangedMeanwhileNothingIsCommitted() throws Exception {
        Path landing = land();

        String output = cluster(landing, folder.resolve("cluster"), object(landing, RECORDS));

        assertThat(output).contains("could not be read (it was written again after it was listed)");
        assertThat(output).doesNotContain(" committed: ");
        assertThat(folder.resolve("cluster/user/_delta_log/00000000000000000000.json"))
                .doesNotExist();
    }

    /** Objects for several tasks: two that are read alone, and small ones together. */
    private Path land() throws IOException {
        Path landing = folder.resolve("landing");
        for (int from : new int[] {0, RECORDS}) {
            Fixture.write(object(landing, from), users(from, RECORDS), false);
        }
        Fixture.write(object(landing, 2 * RECORDS), users(2 * RECORDS, 1), false);
        Fixture.write(object(landing, 2 * RECORDS + 1), users(2 * RECORDS + 1, 1), true);
        assertThat(Files.size(object(landing, 0))).isGreaterThan(8 << 20);
        return landing;
    }

    private static Path object(Path landing, int offset) {
        String zipped = offset == 2 * RECORDS + 1 ? ".gz" : "";
        return landing.resolve(new Fixture("user").path("partition=0", offset, zipped));
    }

    private static List<String> users(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(key ->
                        "{\"ind\":%d,\"first_name\":\"Ada\",\"last_name\":\"%s\",\"age\":30,\"date_joined\":\"2020-01-01 00:00:00\"}"
                                .formatted(key, LONG_NAME))
                .toList();
    }

    /** What the process prints that runs on a cluster of this machine. */
    private String cluster(Path landing, Path warehouse, Path changed) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        String flags = LocalSpark.jvmOptions().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-XX:+Ignore"))
                .collect(Collectors.joining(" "));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(LocalSpark.jvmOptions());
        command.addAll(List.of(
                "-Dspark.master=local-cluster[2,1,1024]",
                "-Dspark.executor.extraClassPath=" + classPath,
                "-Dspark.executor.extraJavaOptions=" + flags,
                "-Dspark.speculation=true",
                "-Dspark.speculation.interval=10ms",
                "-Dspark.speculation.quantile=0.1",
                "-Dspark.speculation.multiplier=1.01",
                "-Dspark.speculation.minTaskRuntime=1ms"));
        command.addAll(List.of("-cp", classPath, ClusterRun.class.getName(), landing.toString(), warehouse.toString()));
        if (changed != null) {
            command.add(changed.toString());
        }
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("jars"));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment()
                .put(
                        "SPARK_SCALA_VERSION",
                        scala.util.Properties.versionNumberString().replaceFirst("\\.\\d+$", ""));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_HOSTNAME", "localhost");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it has ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
