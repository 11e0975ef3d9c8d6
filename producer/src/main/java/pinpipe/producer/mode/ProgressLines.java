package pinpipe.producer.mode;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress for logs: a line every ten seconds. */
public final class ProgressLines implements Progress {
    private static final long BETWEEN_LINES = 10 * Pace.SECOND;

    private final Consumer<String> line;
    private final LongSupplier clock;
    private String task;
    private String unit;
    private long total;
    private long done;
    private long lastLine;

    /**
     * Progress on lines.
     *
     * @param clock the time now in nanoseconds from any beginning
     */
    public ProgressLines(Consumer<String> line, LongSupplier clock) {
        this.line = line;
        this.clock = clock;
    }

    @Override
    public void begin(String begun, String counted, long all) {
        task = begun;
        unit = counted;
        total = all;
        done = 0;
        lastLine = clock.getAsLong();
    }

    @Override
    public void step() {
        done++;
        long now = clock.getAsLong();
        if (now - lastLine >= BETWEEN_LINES) {
            lastLine = now;
            line.accept(
                    total == Long.MAX_VALUE
                            ? String.format(Locale.ROOT, "%s: %,d %s", task, done, unit)
                            : String.format(Locale.ROOT, "%s: %,d of %,d %s", task, done, total, unit));
        }
    }

    @Override
    public void end() {}
}
