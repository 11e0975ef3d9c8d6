package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a process, as Linux counts it in {@code /proc/PID/status}; zeros once it has gone.
 *
 * @param nowMiB what it has
 * @param peakMiB the most that it had
 */
record Memory(long nowMiB, long peakMiB) {
    static Memory of(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/%d/status".formatted(pid)));
            return new Memory(mib(status, "VmRSS:"), mib(status, "VmHWM:"));
        } catch (IOException gone) {
            return new Memory(0, 0);
        }
    }

    private static long mib(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
