package pinpipe.etl.run;

/** Measures one phase after another. */
final class Stopwatch {
    private final long begun = System.nanoTime();
    private long lap = begun;

    /** Seconds since the last lap, to the millisecond. */
    double lap() {
        long now = System.nanoTime();
        double seconds = seconds(now - lap);
        lap = now;
        return seconds;
    }

    /** Seconds since the start. */
    double total() {
        return seconds(System.nanoTime() - begun);
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }
}
