package pinpipe.producer.mode;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import pinpipe.cli.Failure;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Source;

/**
 * What is done when the database goes away: it is called again, with growing pauses, about a minute long.
 *
 * @param backoff how long the pauses are
 * @param said receives a line for people
 */
public record Reconnection(Backoff backoff, Consumer<String> said) {
    private static final int ATTEMPTS = 10;

    /** With the usual pauses, up to ten seconds. */
    public static Reconnection usual(Consumer<String> said) {
        return new Reconnection(new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), new Random()), said);
    }

    /**
     * Comes back with a connection.
     *
     * @param lost what the one before ended in
     * @throws Failure the one given, if it was not the connection, or none comes about in time, or a stop is asked for
     */
    void after(Failure lost, Source source, Stop stop) {
        if (!source.isLost(lost)) {
            throw lost;
        }
        said.accept(lost.getMessage() + " It is called again.");
        for (int failed = 1; failed <= ATTEMPTS; failed++) {
            stop.pause(backoff.after(failed).toNanos());
            if (stop.asked()) {
                break;
            }
            try {
                source.reconnect();
                return;
            } catch (Failure again) {
                if (!source.isLost(again)) {
                    throw again;
                }
            }
        }
        throw lost;
    }
}
