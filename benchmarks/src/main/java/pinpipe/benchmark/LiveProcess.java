package pinpipe.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream as a process that tells of each batch, and when it did. */
final class LiveProcess {
    private static final Pattern TOLD = Pattern.compile(".*streamed: ([0-9,]+) read .*");

    private final Rival rival;
    private final Path errors;
    private final Process process;
    private final long begun = System.nanoTime();
    private final List<Batch> batches = new ArrayList<>();
    private final Thread listener = new Thread(this::listen, "what the stream says");

    /**
     * A batch that is in the table.
     *
     * @param records up to its end, from the first on
     * @param nanos when it was told of
     */
    record Batch(long records, long nanos) {}

    private LiveProcess(Rival rival, Path errors) throws IOException {
        this.rival = rival;
        this.errors = errors;
        this.process = rival.process().redirectError(errors.toFile()).start();
        listener.setDaemon(true);
        listener.start();
    }

    static LiveProcess start(Rival rival, Path folder) throws IOException {
        return new LiveProcess(rival, Files.createTempFile(folder, "stream", ".log"));
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher told = TOLD.matcher(line);
                if (told.matches()) {
                    add(Long.parseLong(told.group(1).replace(",", "")), System.nanoTime());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void add(long records, long nanos) {
        batches.add(new Batch(records() + records, nanos));
        notifyAll();
    }

    /** How many records are in the table. */
    synchronized long records() {
        return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).records();
    }

    /** All batches so far. */
    synchronized List<Batch> batches() {
        return List.copyOf(batches);
    }

    /** Waits until so many records are in the table. */
    synchronized void await(long records) throws InterruptedException, IOException {
        while (records() < records) {
            wait(500);
            if (!process.isAlive() && records() < records) {
                throw failed();
            }
        }
    }

    /** The memory that it has now. */
    Memory memory() {
        return Memory.of(process.pid());
    }

    /** Waits for its own end; the seconds that it lived. */
    double ended() throws InterruptedException, IOException {
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        listener.join();
        if (exit != 0) {
            throw failed();
        }
        return seconds;
    }

    /** Asks it to end, and kills it if it does not within a minute. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
    }

    private IllegalStateException failed() throws IOException {
        return new IllegalStateException(
                "Cannot measure %s: it ended and said: %s".formatted(rival.name(), Files.readString(errors)));
    }
}
