package pinpipe.etl.kinesis;

import java.io.Serializable;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when records are gone before they were read.
 *
 * @param fail whether the query ends; it says a warning and goes on otherwise
 */
record LossPolicy(boolean fail) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(LossPolicy.class);

    /** Looks whether a stream still has what comes after a time. */
    void check(StreamFacts facts, long after) {
        if (after == StreamTimes.EARLIEST || after >= facts.horizon()) {
            return;
        }
        lost(
                facts.created() > after
                        ? "stream %s was deleted and made again at %s, and what the old one had after %s is gone"
                                .formatted(
                                        facts.name(),
                                        Instant.ofEpochMilli(facts.created()),
                                        Instant.ofEpochMilli(after))
                        : "stream %s keeps records for %d hours, and what arrived after %s and before %s is gone"
                                .formatted(
                                        facts.name(),
                                        facts.retention().toHours(),
                                        Instant.ofEpochMilli(after),
                                        Instant.ofEpochMilli(facts.horizon())),
                null);
    }

    void lost(String what, Throwable cause) {
        if (fail) {
            throw new ReadFailure(
                    ReadFailure.Kind.DATA_LOST,
                    "Cannot read all records: %s. Set %s=false to go on with what is left."
                            .formatted(what, SourceOptions.FAIL_ON_DATA_LOSS),
                    cause);
        }
        LOG.warn("Records may be missing: {}. Reading goes on with what is left.", what);
    }
}
