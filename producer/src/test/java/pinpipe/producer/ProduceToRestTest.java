package pinpipe.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pinpipe.cli.Exit;
import pinpipe.producer.gateway.RunningGateway;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.Topic;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;

/** From the database through the REST door and our gateway to Kafka. */
class ProduceToRestTest extends ProduceCalls {
    ProduceToRestTest(Database database, Broker broker) {
        super(database, broker);
    }

    @Test
    void whatTravelsThroughTheGatewayIsWhatTravelsWithoutIt() throws IOException {
        assertThat(snapshot()).isEqualTo(Exit.DONE);
        List<List<String>> direct = PostTable.ALL.stream()
                .map(table -> sorted(topic(table).messages()))
                .toList();

        try (RunningGateway gateway = RunningGateway.before(broker.bootstrapServers())) {
            assertThat(rest("--url", gateway.address() + "/")).as(err()).isEqualTo(Exit.DONE);
        }

        assertThat(out()).endsWith("user_data: 40 rows read, 40 sent, 40 acknowledged; complete, 40 keys compared\n");
        for (int i = 0; i < direct.size(); i++) {
            List<String> twice = new ArrayList<>(direct.get(i));
            twice.addAll(direct.get(i));
            assertThat(sorted(topic(PostTable.ALL.get(i)).messages()))
                    .as("the same keys, values and partitions once more")
                    .containsExactlyInAnyOrderElementsOf(twice);
        }
    }

    @Test
    void whatIsMissingOrOddIsSaidAtOnce() throws IOException {
        assertThat(rest()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("Cannot produce: --url is missing.");
        assertThat(rest("--url", "http://me:pass@proxy", "--api-key-header", "a b", "--delivery-timeout", "0"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .contains("--url must be an address such as https://host/path, without a user, a question mark or a #;"
                        + " --api-key-header must be letters, digits and '-', was 'a b'; --delivery-timeout must be at"
                        + " least 1, was 0.")
                .doesNotContain("pass");
        assertThat(rest("--url", "https://proxy.example.com", "--sign", "aws")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("Cannot produce: --region is missing, and --url names none.");
    }

    private Exit rest(String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(more));
        args.addAll(List.of("--to", "rest", "--prefix", prefix, "--credentials", credentials(Map.of())));
        return produce(args.toArray(String[]::new));
    }

    private static List<String> sorted(List<Topic.Message> messages) {
        return messages.stream().map(Object::toString).sorted().toList();
    }
}
