package pinpipe.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** {@code ./pinpipe} of a project, called as somebody in a folder with an environment calls it. */
final class Launcher {
    /** The project that these tests belong to. */
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** A few records are done before the second compiler has earned what it costs. */
    private static final Map<String, String> SHORT_RUNS =
            Map.of("PINPIPE_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m");

    private final Path project;
    private final Path folder;
    private final Map<String, String> environment;

    private Launcher(Path project, Path folder, Map<String, String> environment) {
        this.project = project;
        this.folder = folder;
        this.environment = environment;
    }

    /** The launcher of this project, called in that folder. */
    static Launcher in(Path folder) {
        return new Launcher(PROJECT, folder, SHORT_RUNS);
    }

    /** The launcher that lies in another place. */
    Launcher of(Path other) {
        return new Launcher(other, folder, environment);
    }

    /** The same with one more variable. */
    Launcher with(String variable, Object value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value.toString());
        return new Launcher(project, folder, more);
    }

    /** Runs it to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("launcher", ".err");
        try {
            Process process = builder(arguments).redirectError(errors.toFile()).start();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("It closed its output and did not end within a minute");
            }
            return new Ended(process.exitValue(), out, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    /** Starts it, both outputs as one stream. */
    Process start(String... arguments) throws IOException {
        return builder(arguments).redirectErrorStream(true).start();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(project.resolve("pinpipe").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    /** How it ended and what it said. */
    record Ended(int exit, String out, String err) {}
}
