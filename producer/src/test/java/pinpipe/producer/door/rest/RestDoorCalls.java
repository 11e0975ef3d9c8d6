package pinpipe.producer.door.rest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import pinpipe.cli.Failure;
import pinpipe.cli.Secret;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.door.rest.ScriptedProxy.Asked;
import pinpipe.producer.door.rest.ScriptedProxy.Reply;
import pinpipe.producer.mode.Delivery;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/** Sends rows through a REST door to a proxy that answers as a test says. */
@Timeout(60)
abstract class RestDoorCalls {
    static final PostTable PIN = PostTable.ALL.get(0);
    static final String SECRET = "s3cret";

    Form form = new TopicForm("0a1b");
    final List<Asked> asked = new ArrayList<>();
    String closing;

    Failure lost(Function<Asked, Reply> script, Row... rows) {
        return catchThrowableOfType(Failure.class, () -> produce(script, rows));
    }

    void produce(Function<Asked, Reply> script, Row... rows) throws IOException {
        asked.clear();
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            RestDoor door = door(proxy.address());
            Delivery delivery = new Delivery(door, PostTable.ALL);
            try {
                door.open(PostTable.ALL);
                for (Row row : rows) {
                    delivery.deliver(row);
                }
                delivery.flush();
            } finally {
                door.close();
                closing = delivery.closingLine(PIN);
                asked.addAll(proxy.asked());
            }
        }
    }

    String unopened(URI address) {
        RestDoor door = door(address);
        return catchThrowableOfType(Failure.class, () -> door.open(PostTable.ALL))
                .getMessage();
    }

    private RestDoor door(URI address) {
        return new RestDoor(
                new RestSettings(
                        address, form, Map.of("x-api-key", Secret.of(SECRET)), Optional.empty(), Duration.ofSeconds(5)),
                new Backoff(Duration.ofMillis(4), Duration.ofMillis(500), new Random(1)));
    }
}
