package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process cost, from its start to its end.
 *
 * @param seconds wall time
 * @param peakMiB the most memory that it had at once, as the system counts it (VmHWM of Linux), all of the JVM included; of
 *     several processes the sum
 * @param said all that it printed
 */
record Measured(double seconds, long peakMiB, String said) {
    private static final int LOOK_EVERY_MILLIS = 100;

    /**
     * Runs a rival to its end.
     *
     * @throws IllegalStateException with what it said, if it failed
     */
    static Measured of(Rival rival) throws IOException, InterruptedException {
        Path said = Files.createTempFile("pinpipe-bench", ".log");
        try {
            long begun = System.nanoTime();
            Process process = rival.process()
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            long peak = 0;
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakMiB(process.toHandle()));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (process.exitValue() != 0) {
                throw new IllegalStateException("Cannot measure %s: it ended with %d and said: %s"
                        .formatted(rival.name(), process.exitValue(), Files.readString(said)));
            }
            return new Measured(seconds, peak, Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }

    private static long peakMiB(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(each -> Memory.of(each.pid()).peakMiB())
                .sum();
    }
}
