package pinpipe.producer.kafka;

import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.producer.row.Row;

/**
 * Puts what Kafka says against us into sentences.
 *
 * @param servers the addresses that were asked
 */
public record KafkaFailures(String servers) {
    private static final Set<Class<?>> WISHES_THAT_CANNOT_BE = Set.of(
            InvalidPartitionsException.class, InvalidReplicationFactorException.class, InvalidTopicException.class);

    /** While connecting, and while making topics ready. */
    public Failure opening(Throwable error) {
        Throwable root = Causes.root(error);
        String what = "Cannot produce to " + servers + ": ";
        if (root instanceof TimeoutException) {
            return Failure.broken(
                    what
                            + "no broker answers; at most %d s are waited. Check --bootstrap-servers, that the broker runs, and that --kafka-config speaks its protocol, then try again."
                                    .formatted(KafkaSettings.ANSWER_SECONDS),
                    error);
        }
        if (root instanceof ConfigException) {
            return Failure.askedWrongly(
                    what + Causes.firstLine(root) + ". Mend --bootstrap-servers or the file of --kafka-config.", error);
        }
        if (WISHES_THAT_CANNOT_BE.contains(root.getClass())) {
            return Failure.askedWrongly(
                    what + Causes.firstLine(root) + ". Mend --prefix, --partitions or --replication-factor.", error);
        }
        return refused(what, root, error);
    }

    /** While sending a row. */
    public Failure sending(Row row, Throwable error) {
        Throwable root = Causes.root(error);
        String what = "Cannot produce %s: ".formatted(row.table().name());
        if (root instanceof TimeoutException) {
            return Failure.broken(
                    what
                            + "the broker at %s did not acknowledge the row with key %s in time. Check that it runs, then try again."
                                    .formatted(servers, row.key()),
                    error);
        }
        if (root instanceof RecordTooLargeException) {
            return Failure.askedWrongly(
                    what
                            + "the row with key %s has %,d bytes, more than a record may have. Raise max.request.size in the file of --kafka-config and max.message.bytes of the topic."
                                    .formatted(row.key(), row.valueBytes().length),
                    error);
        }
        return refused(what, root, error);
    }

    private Failure refused(String what, Throwable root, Throwable error) {
        if (root instanceof AuthenticationException || root instanceof AuthorizationException) {
            return Failure.askedWrongly(
                    what
                            + "the broker refuses us (%s). Mend the credentials in the file of --kafka-config or ask for the right."
                                    .formatted(Causes.firstLine(root)),
                    error);
        }
        return Failure.broken(
                what + "%s. Check the broker at %s, then try again.".formatted(Causes.firstLine(root), servers), error);
    }
}
