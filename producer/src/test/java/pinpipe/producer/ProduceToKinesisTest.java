package pinpipe.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.cli.Exit;
import pinpipe.producer.gateway.RunningGateway;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.AwsKeys;
import pinpipe.producer.scene.Stream;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.stack.KinesisServer;

/** From the database to Kinesis, directly and through our gateway. */
@ExtendWith(AwsKeys.class)
class ProduceToKinesisTest extends ProduceCalls {
    private final KinesisServer kinesis;

    ProduceToKinesisTest(Database database, Broker broker, KinesisServer kinesis) {
        super(database, broker);
        this.kinesis = kinesis;
    }

    @BeforeEach
    void makeStreams() {
        PostTable.ALL.forEach(table -> stream(table).make(2));
    }

    @Test
    void whatStandsInAStreamIsWhatStandsInATopic() throws IOException {
        assertThat(snapshot()).isEqualTo(Exit.DONE);
        assertThat(to("kinesis", "--endpoint", kinesis.endpoint().toString()))
                .as(err())
                .isEqualTo(Exit.DONE);

        assertThat(out()).endsWith("user_data: 40 rows read, 40 sent, 40 acknowledged; complete, 40 keys compared\n");
        for (PostTable table : PostTable.ALL) {
            assertThat(stream(table).messages())
                    .extracting(message -> message.key() + " " + message.value())
                    .containsExactlyInAnyOrderElementsOf(topic(table).messages().stream()
                            .map(message -> message.key() + " " + message.value())
                            .toList());
        }
    }

    @Test
    void aGatewayCarriesRowsToKinesisToo() throws IOException {
        try (RunningGateway gateway = RunningGateway.before(broker.bootstrapServers(), kinesis)) {
            assertThat(to("kinesis-rest", "--url", gateway.address())).as(err()).isEqualTo(Exit.DONE);
        }

        assertThat(out()).endsWith("user_data: 40 rows read, 40 sent, 40 acknowledged; complete, 40 keys compared\n");
        for (PostTable table : PostTable.ALL) {
            assertThat(stream(table).messages()).hasSize(40);
        }
        assertThat(stream(PostTable.ALL.get(2)).messages())
                .allSatisfy(message -> assertThat(message.value()).startsWith("{\"ind\":" + message.key() + ","));
    }

    @Test
    void aMissingStreamEndsTheRunThroughEitherDoor() throws IOException {
        assertThat(to("kinesis", "--endpoint", kinesis.endpoint().toString(), "--tables", "pinterest_data,nobody"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        try (RunningGateway gateway = RunningGateway.before(broker.bootstrapServers(), kinesis)) {
            tables.run("CREATE OR REPLACE VIEW others AS SELECT ind, age FROM user_data");
            assertThat(to("kinesis-rest", "--url", gateway.address(), "--tables", "others"))
                    .isEqualTo(Exit.ASKED_WRONGLY);
            assertThat(err())
                    .contains("Cannot produce others: %s knows no stream streaming-%s-others (404: Stream not found)."
                            .formatted(gateway.address(), prefix));
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsMissingOrOddIsSaidAtOnce() throws IOException {
        assertThat(to("kinesis", "--endpoint", "me:pass@host", "--region", "Here!"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .contains(
                        "--region must be a name such as us-east-1, was 'Here!'; --endpoint must be an address such as"
                                + " http://127.0.0.1:4568, without a user or a question mark.")
                .doesNotContain("pass");
        assertThat(to("kinesis-rest")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("Cannot produce: --url is missing.");
    }

    private Stream stream(PostTable table) {
        return new Stream(kinesis, table.stream(prefix));
    }

    private Exit to(String door, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(more));
        args.addAll(List.of("--to", door, "--prefix", prefix, "--credentials", credentials(Map.of())));
        return produce(args.toArray(String[]::new));
    }
}
