package pinpipe.etl.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pinpipe.etl.Fixture;

/**
 * {@code stream} of users in a process of its own.
 *
 * @param lines what it says
 */
record StreamProcess(Process process, BufferedReader lines) {
    private static final Pattern TOLD = Pattern.compile(".* streamed: ([0-9,]+) read = .*");

    /** Any: servers on this machine ask for none in particular. */
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "any", "AWS_SECRET_ACCESS_KEY", "any");

    /**
     * Starts one, into {@code streamed} of this folder and with its checkpoint there.
     *
     * @param options of its source
     */
    static StreamProcess start(Path folder, List<String> options) throws IOException {
        List<String> command = KilledProcess.java("pinpipe.etl.job.StreamClean");
        command.addAll(List.of("--table", "user", "--prefix", Fixture.PREFIX));
        command.addAll(List.of("--warehouse", folder.resolve("streamed").toString(), "--max-rejected-share", "1"));
        command.addAll(List.of("--checkpoint", folder.resolve("checkpoint").toString(), "--trigger", "0.1s"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(CREDENTIALS);
        Process process = builder.start();
        return new StreamProcess(process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
    }

    /** Returns when it has told of a batch of so many records or more. */
    StreamProcess afterBatchOf(long records) throws IOException {
        long read = 0;
        while (read < records) {
            Matcher line = TOLD.matcher(String.valueOf(lines.readLine()));
            assertThat(line.matches()).isTrue();
            read = Long.parseLong(line.group(1).replace(",", ""));
        }
        return this;
    }

    /** Kills it after so long. */
    void killAfter(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor(); // SIGKILL
    }

    /** Asks it to end, and gives its exit code. */
    int asked() throws InterruptedException {
        process.destroy(); // SIGTERM
        return process.waitFor();
    }

    /** Lets it come to its own end, and gives its exit code. */
    int ended() throws IOException, InterruptedException {
        while (lines.readLine() != null) {
            // What it tells is counted in the ledger.
        }
        return process.waitFor();
    }
}
