package pinpipe.etl.kinesis;

import java.time.Duration;
import java.util.List;

/**
 * What a stream had for the next batch when the driver last looked.
 *
 * @param ready the time until which nothing can come any more
 * @param shards a look at each; none if there was nothing to look at
 */
record StreamOutlook(StreamFacts facts, long ready, List<ShardOutlook> shards) {
    /** So long a quiet stream may stand still; then its time goes on without records, so that it never looks lost. */
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    /** Up to which time to read a stream that is read up to another. */
    long until(long from, Duration longest) {
        long begin = Math.max(from, facts.horizon()); // before that there is nothing to read any more
        if (ready <= begin || (isQuiet() && ready - begin < STANDSTILL.toMillis())) {
            return from;
        }
        return ready - begin <= longest.toMillis() ? ready : begin + longest.toMillis();
    }

    private boolean isQuiet() {
        return shards.stream().allMatch(ShardOutlook::quiet);
    }
}
