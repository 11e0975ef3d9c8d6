package pinpipe.etl.kinesis;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.kinesis.model.KmsThrottlingException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/**
 * Asks again, and ever later, while the service says that it is asked too much or is out of order for a moment. It comes
 * after the SDK's own few attempts: a shard whose limit others use up can be deaf for minutes.
 */
final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int SERVER_ERROR = 500;

    private final LongConsumer sleep;
    private long waited;

    /** @param sleep waits for so many milliseconds */
    Patience(LongConsumer sleep) {
        this.sleep = sleep;
    }

    /** As a thread waits; interrupted, it ends with what Spark takes for an ordinary stop. */
    static Patience ofThread() {
        return new Patience(Patience::sleep);
    }

    /** The answer to a call, once there is one; what the service says instead, after five minutes of such pauses. */
    <T> T ask(Supplier<T> call) {
        long pause = FIRST_PAUSE.toMillis();
        long patient = 0;
        while (true) {
            try {
                return call.get();
            } catch (AbortedException e) {
                throw interrupted(e);
            } catch (AwsServiceException e) {
                if (!passes(e) || patient >= LIMIT.toMillis()) {
                    throw e;
                }
            }
            long next = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2);
            pause(next);
            patient += next;
            pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
        }
    }

    void pause(long millis) {
        sleep.accept(millis);
        waited += millis;
    }

    /** Milliseconds of all pauses so far. */
    long waited() {
        return waited;
    }

    /** What another thread has found. */
    static <T> T await(Future<T> found) {
        try {
            return found.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot look ahead in a shard: %s.".formatted(e.getCause()), e.getCause());
        }
    }

    private static boolean passes(AwsServiceException e) {
        return e.isThrottlingException()
                || e instanceof ProvisionedThroughputExceededException
                || e instanceof LimitExceededException
                || e instanceof KmsThrottlingException
                || e.statusCode() >= SERVER_ERROR;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static UncheckedIOException interrupted(Exception e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interruption = new InterruptedIOException(e.getMessage());
        interruption.initCause(e);
        return new UncheckedIOException(interruption);
    }
}
