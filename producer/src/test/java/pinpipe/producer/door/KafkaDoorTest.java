package pinpipe.producer.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.producer.kafka.KafkaFailures;
import pinpipe.producer.mode.Delivery;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

class KafkaDoorTest {
    private static final PostTable PIN = PostTable.ALL.get(0);
    private static final PostTable GEO = PostTable.ALL.get(1);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<String> topics = new ArrayList<>();
    private final KafkaDoor door = new KafkaDoor(() -> producer, topics::addAll, "0a1b", new KafkaFailures("h:9092"));
    private final Delivery delivery = new Delivery(door, PostTable.ALL);

    @BeforeEach
    void open() {
        door.open(PostTable.ALL);
    }

    @Test
    void aTableHasATopicUnderThePrefix() {
        assertThat(topics).containsExactly("0a1b.pin", "0a1b.geo", "0a1b.user");
    }

    @Test
    void aRecordIsTheRowAndItsKeyInUtf8() {
        delivery.deliver(new Row(GEO, "7", "{\"ind\":7,\"country\":\"Côte 🏝\"}"));

        ProducerRecord<byte[], byte[]> message = producer.history().get(0);
        assertThat(message.topic()).isEqualTo("0a1b.geo");
        assertThat(message.key()).isEqualTo("7".getBytes(StandardCharsets.UTF_8));
        assertThat(message.value()).isEqualTo("{\"ind\":7,\"country\":\"Côte 🏝\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRowWithoutAKeyIsSentWithoutOne() {
        delivery.deliver(new Row(PIN, null, "{}"));

        assertThat(producer.history().get(0).key()).isNull();
    }

    @Test
    void onlyWhatTheBrokerAcknowledgedCounts() {
        delivery.deliver(row("1"));
        delivery.deliver(row("2"));
        producer.completeNext();

        assertThat(delivery.closingLine(PIN)).isEqualTo("pinterest_data: 2 rows read, 2 sent, 1 acknowledged");

        delivery.flush();

        assertThat(delivery.closingLine(PIN)).isEqualTo("pinterest_data: 2 rows read, 2 sent, 2 acknowledged");
        assertThat(delivery.closingLine(GEO)).isEqualTo("geolocation_data: 0 rows read, 0 sent, 0 acknowledged");
    }

    @Test
    void aRecordThatIsLostEndsTheRunAtTheNextRow() {
        delivery.deliver(row("1"));
        producer.errorNext(new TimeoutException("Expiring 1 record(s)"));

        Failure failure = catchThrowableOfType(Failure.class, () -> delivery.deliver(row("2")));

        assertThat(failure.exit()).isEqualTo(Exit.BROKEN);
        assertThat(failure)
                .hasMessage("Cannot produce pinterest_data: the broker at h:9092 did not acknowledge the row with key 1"
                        + " in time. Check that it runs, then try again.");
        assertThat(delivery.closingLine(PIN)).isEqualTo("pinterest_data: 2 rows read, 1 sent, 0 acknowledged");
    }

    @Test
    void aRecordThatIsLostAtTheEndEndsTheRunToo() {
        delivery.deliver(row("1"));
        delivery.deliver(row("2"));
        producer.completeNext();
        producer.errorNext(new NotLeaderOrFollowerException("moved"));

        Failure failure = catchThrowableOfType(Failure.class, delivery::flush);

        assertThat(failure.exit()).isEqualTo(Exit.BROKEN);
        assertThat(failure)
                .hasMessage("Cannot produce pinterest_data: moved. Check the broker at h:9092, then try again.");
        assertThat(delivery.closingLine(PIN)).endsWith("2 sent, 1 acknowledged");
    }

    @Test
    void whatRepeatingCannotMendIsNotWorthARetry() {
        assertThat(lostBy(new RecordTooLargeException("too large")))
                .hasMessageContaining(
                        "the row with key 1 has 2 bytes, more than a record may have. Raise max.request.size");
        assertThat(lostBy(new TopicAuthorizationException("Not authorized")))
                .hasMessageContaining("the broker refuses us (Not authorized). Mend the credentials");
    }

    @Test
    void closingTwiceIsHarmless() {
        door.close();
        door.close();

        assertThat(producer.closed()).isTrue();
    }

    private static Failure lostBy(RuntimeException error) {
        Failure failure = new KafkaFailures("h:9092").sending(row("1"), error);
        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        return failure;
    }

    private static Row row(String key) {
        return new Row(PIN, key, "{}");
    }
}
