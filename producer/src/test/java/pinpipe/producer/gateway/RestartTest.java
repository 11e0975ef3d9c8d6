package pinpipe.producer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.producer.door.rest.RestDoor;
import pinpipe.producer.door.rest.RestSettings;
import pinpipe.producer.mode.Delivery;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;

@ExtendWith(Servers.class)
@Timeout(120)
class RestartTest {
    private static final PostTable PIN = PostTable.ALL.get(0);

    private final Broker broker;
    private final String prefix = UUID.randomUUID().toString().substring(24);

    RestartTest(Broker broker) {
        this.broker = broker;
    }

    @Test
    void neitherABrokerNorAGatewayThatRestartsUnderwayLosesARow() {
        RunningGateway gateway = RunningGateway.before(broker.bootstrapServers());
        RestSettings settings =
                new RestSettings(URI.create(gateway.address()), prefix, Map.of(), Duration.ofSeconds(90));
        RestDoor door = new RestDoor(settings);
        Delivery delivery = new Delivery(door, PostTable.ALL);
        try {
            door.open(PostTable.ALL);
            deliver(delivery, 0);
            broker.stop();
            try {
                deliver(delivery, 1_000);
            } finally {
                broker.start();
            }
            deliver(delivery, 2_000);
            gateway.close();
            deliver(delivery, 3_000);
            gateway = RunningGateway.on(settings.base().getPort(), broker.bootstrapServers());
            delivery.flush();
        } finally {
            door.close();
            gateway.close();
        }

        assertThat(delivery.closingLine(PIN))
                .isEqualTo("pinterest_data: 4,000 rows read, 4,000 sent, 4,000 acknowledged");
        assertThat(new Topic(broker, PIN.topic(prefix)).messages().stream().map(Topic.Message::value))
                .containsAll(
                        IntStream.range(0, 4_000).mapToObj(Integer::toString).toList());
    }

    private static void deliver(Delivery delivery, int from) {
        IntStream.range(from, from + 1_000)
                .mapToObj(number -> new Row(PIN, Integer.toString(number % 700), Integer.toString(number)))
                .forEach(delivery::deliver);
    }
}
