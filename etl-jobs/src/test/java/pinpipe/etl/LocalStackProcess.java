package pinpipe.etl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server of the local stack, in a process of its own: its class path is not Spark's. The build of the module local-stack,
 * which comes before this one, leaves the class path to start it with.
 *
 * @param process lives as long as its standard input is open
 * @param address where clients find it: the first line that it prints
 */
public record LocalStackProcess(Process process, String address) implements AutoCloseable {
    private static final Path LOCAL_STACK = Path.of(System.getProperty("basedir", ""), "..", "local-stack", "target");

    /**
     * Starts one.
     *
     * @param mainClass its class in {@code pinpipe.stack}
     * @param folder for its files, and its first argument
     */
    public static LocalStackProcess start(String mainClass, String heap, Path folder, String... more)
            throws IOException {
        Path log = folder.resolve("process.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                classPath(),
                "pinpipe.stack." + mainClass,
                folder.toString()));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String address = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (address == null) {
            throw new IOException("%s did not start: %s".formatted(mainClass, Files.readString(log)));
        }
        return new LocalStackProcess(process, address);
    }

    private static String classPath() throws IOException {
        try (Stream<Path> built = Files.list(LOCAL_STACK)) {
            Path jar = built.filter(file -> file.getFileName().toString().matches("pinpipe-local-stack-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no jar in " + LOCAL_STACK + ": build local-stack"));
            return jar + File.pathSeparator + Files.readString(LOCAL_STACK.resolve("class-path"));
        }
    }

    /** Stops it. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
