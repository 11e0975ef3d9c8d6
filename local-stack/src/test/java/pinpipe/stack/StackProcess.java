package pinpipe.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code stack} command in a process of its own, as somebody far from UTC runs it. */
final class StackProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final List<String> said = new ArrayList<>();

    /** Starts it; its temporary folders are made in the folder given. */
    StackProcess(Path temporary, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.timezone=America/New_York",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                StackCommand.class.getName()));
        command.addAll(List.of(options));
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Reads what it says up to a line that begins so. */
    void readUntil(String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null) {
            said.add(line);
            if (line.startsWith(beginning)) {
                return;
            }
            line = lines.readLine();
        }
        assertThat(beginning).as("It ended before it came there: %s", said).isNull();
    }

    /** What has been read so far. */
    List<String> said() {
        return said;
    }

    /** The processes that it has started, theirs included. */
    List<ProcessHandle> servers() {
        return process.descendants().toList();
    }

    /** Sends it TERM and waits; its exit code. */
    int terminated() throws Exception {
        process.toHandle().destroy();
        return ended();
    }

    /** Waits until it has ended and said its last; its exit code. */
    int ended() throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
        }
        return process.waitFor();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until those processes have ended, for a minute at most. */
    static void assertGone(List<ProcessHandle> servers) throws Exception {
        for (ProcessHandle server : servers) {
            server.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    /** Kills what a failed test has left. */
    @Override
    public void close() {
        servers().forEach(ProcessHandle::destroyForcibly);
        kill();
    }
}
