package pinpipe.producer.door.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.door.Backoff;
import pinpipe.producer.door.kinesis.ScriptedKinesis.Reply;
import pinpipe.producer.door.kinesis.ScriptedKinesis.Script;
import pinpipe.producer.door.kinesis.ScriptedKinesis.Server;
import pinpipe.producer.mode.Delivery;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import pinpipe.producer.scene.AwsKeys;
import pinpipe.producer.scene.Servers;
import pinpipe.producer.scene.Stream;
import pinpipe.producer.scene.Stream.Message;
import pinpipe.stack.KinesisServer;

@ExtendWith({Servers.class, AwsKeys.class})
@Timeout(60)
class KinesisDoorTest {
    private static final PostTable PIN = PostTable.ALL.get(0);
    private static final String THROTTLED =
            "{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"Rate exceeded\"}";
    private static final Script THROUGH = (put, server) -> server.put(put);

    private final KinesisServer kinesis;
    private final String prefix = UUID.randomUUID().toString().substring(24);
    private final Stream pins;
    private final List<JsonNode> puts = new ArrayList<>();
    private Duration deliveryTime = Duration.ofSeconds(20);
    private String closing;

    KinesisDoorTest(KinesisServer kinesis) {
        this.kinesis = kinesis;
        this.pins = new Stream(kinesis, PIN.stream(prefix));
    }

    @Test
    void aRowIsItsOwnBytesAndItsKeyDecidesAboutTheShard() throws IOException {
        pins.make(2);
        List<Row> rows = rows(700, 700);
        rows.add(new Row(PIN, "7", "{\"index\":7,\"n\":1.50,\"t\":\"Côte 🏝\"}"));
        rows.add(new Row(PIN, null, "{\"keyless\":1}"));
        rows.add(new Row(PIN, "ß".repeat(300), "{\"long\":1}"));
        produce(THROUGH, rows);

        List<Message> messages = pins.messages();
        assertThat(messages).extracting(Message::value).containsExactlyInAnyOrderElementsOf(values(rows));
        assertThat(messages)
                .contains(new Message(shardOf(messages, "7"), "7", rows.get(700).json()));
        assertThat(messages).extracting(Message::shard).contains("shardId-000000000000", "shardId-000000000001");
        assertThat(puts)
                .allSatisfy(put -> assertThat(put.path("Records").size()).isLessThanOrEqualTo(500));
        assertThat(closing).isEqualTo("pinterest_data: 703 rows read, 703 sent, 703 acknowledged");
    }

    @Test
    void onlyTheRecordsThatFailedAreSentAgain() throws IOException {
        pins.make(1);
        AtomicInteger answers = new AtomicInteger();
        List<Row> rows = rows(40, 40);
        produce((put, server) -> answers.getAndIncrement() < 4 ? half(put, server) : server.put(put), rows);

        assertThat(values(pins.messages())).containsExactlyInAnyOrderElementsOf(values(rows));
        assertThat(closing).endsWith("40 rows read, 40 sent, 40 acknowledged");
    }

    /** Whatever fails on the way, the versions of a row arrive in their order, and each is counted once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theVersionsOfARowNeverOvertakeEachOther(long seed) throws IOException {
        pins.make(3);
        Random chance = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(new Row(PIN, Integer.toString(chance.nextInt(50)), Integer.toString(i)));
        }
        produce((put, server) -> unsure(put, server, chance), rows);

        assertThat(closing).endsWith("400 rows read, 400 sent, 400 acknowledged");
        Map<String, List<String>> arrived = pins.messages().stream()
                .collect(Collectors.groupingBy(Message::key, Collectors.mapping(Message::value, Collectors.toList())));
        rows.stream().collect(Collectors.groupingBy(Row::key)).forEach((key, versions) -> {
            List<String> stands = arrived.get(key);
            assertThat(stands.stream().distinct()).containsExactlyElementsOf(values(versions));
            assertThat(stands.get(stands.size() - 1)).isEqualTo(values(versions).get(versions.size() - 1));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException", "400, LimitExceededException", "400, KMSThrottlingException",
        "500, InternalFailure", "503, ServiceUnavailable", "0, "
    })
    void whatMayPassIsSentAgain(int status, String type) throws IOException {
        pins.make(1);
        AtomicInteger answers = new AtomicInteger();
        produce(
                (put, server) -> answers.getAndIncrement() == 0 ? Reply.error(status, type, "busy") : server.put(put),
                rows(1, 1));

        assertThat(puts).hasSize(2);
        assertThat(closing).endsWith("1 sent, 1 acknowledged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|ResourceNotFoundException|gone|has no stream streaming-",
                "400|AccessDeniedException|not you|does not let us in (AccessDeniedException: not you). Mend the AWS",
                "400|ExpiredTokenException|old|does not let us in (ExpiredTokenException: old). Mend the AWS",
                "400|InvalidArgumentException|what|refuses the request (InvalidArgumentException: what). Mend what",
                "400|KMSDisabledException|off|refuses the request (KMSDisabledException: off). Mend what it names.",
            })
    void whatCannotPassEndsTheRunAtOnce(int status, String type, String message, String sentence) {
        pins.make(1);
        Failure failure = lost((put, server) -> Reply.error(status, type, message), rows(1, 1));

        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(failure)
                .hasMessageStartingWith("Cannot produce pinterest_data: http://127.0.0.1:")
                .hasMessageContaining(sentence);
        assertThat(puts).hasSize(1);
        assertThat(closing).endsWith("1 rows read, 1 sent, 0 acknowledged");
    }

    @Test
    void whatDoesNotPassInTimeIsBroken() {
        pins.make(1);
        deliveryTime = Duration.ofSeconds(2);
        Failure failure = lost(
                (put, server) -> new Reply(200, "{\"FailedRecordCount\":1,\"Records\":[" + THROTTLED + "]}"),
                rows(1, 1));

        assertThat(failure.exit()).isEqualTo(Exit.BROKEN);
        assertThat(failure)
                .hasMessageContaining("did not acknowledge the row with key 0 within 2 s (last:"
                        + " ProvisionedThroughputExceededException: Rate exceeded). Give stream streaming-");
        assertThat(closing).endsWith("0 acknowledged");
    }

    @Test
    void aMissingStreamIsKnownBeforeAnyRowIsRead() {
        assertThat(lost(THROUGH, rows(1, 1)))
                .hasMessageEndingWith(
                        "has no stream %s. Make it, or mend --prefix, --region or --endpoint.".formatted(pins.name()));
        assertThat(puts).isEmpty();
    }

    @Test
    void aRowThatIsTooLargeIsRefusedAndTheOthersCount() {
        pins.make(1);
        List<Row> rows = rows(3, 3);
        rows.add(new Row(PIN, "99", "\"" + "x".repeat(1 << 20) + "\""));

        assertThat(lost(THROUGH, rows))
                .hasMessage("Cannot produce pinterest_data: the row with key 99 has 1,048,578 bytes, more than the 1 MB"
                        + " that a record of Kinesis may have. Leave out a column with --columns, or take another"
                        + " door.");
        assertThat(closing).isEqualTo("pinterest_data: 4 rows read, 3 sent, 3 acknowledged");
    }

    @Test
    void manyLargeRowsStayWithinARequest() throws IOException {
        pins.make(1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            rows.add(new Row(PIN, Integer.toString(i), "\"" + "x".repeat(900_000) + "\""));
        }
        produce(THROUGH, rows);

        assertThat(puts)
                .allSatisfy(put -> assertThat(put.path("Records").size()).isLessThanOrEqualTo(5));
        assertThat(closing).endsWith("24 sent, 24 acknowledged");
    }

    @Test
    void whereNobodyAnswersIsBroken() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertThat(unopened(nobody))
                .isEqualTo(
                        "Cannot produce to %s: nobody answers (Connection refused); at most 1 s are waited. Check --endpoint, or the way to AWS, then try again."
                                .formatted(nobody));
        assertThat(unopened(URI.create("http://no.such.host.invalid")))
                .isEqualTo("Cannot produce to http://no.such.host.invalid: there is no such host. Mend --region or"
                        + " --endpoint, then try again.");
    }

    private Failure lost(Script script, List<Row> rows) {
        return catchThrowableOfType(Failure.class, () -> produce(script, rows));
    }

    private void produce(Script script, List<Row> rows) throws IOException {
        try (ScriptedKinesis between = new ScriptedKinesis(kinesis, script)) {
            KinesisDoor door = door(between.endpoint());
            Delivery delivery = new Delivery(door, List.of(PIN));
            try {
                door.open(List.of(PIN));
                for (Row row : rows) {
                    delivery.deliver(row);
                }
                delivery.flush();
            } finally {
                door.close();
                closing = delivery.closingLine(PIN);
                puts.addAll(between.puts());
            }
        }
    }

    private KinesisDoor door(URI endpoint) {
        return new KinesisDoor(
                new AwsAccess(Optional.empty(), Optional.of(endpoint)),
                prefix,
                deliveryTime,
                Duration.ofSeconds(1),
                new Backoff(Duration.ofMillis(4), Duration.ofMillis(300), new Random(1)));
    }

    private String unopened(URI endpoint) {
        KinesisDoor door = door(endpoint);
        return catchThrowableOfType(Failure.class, () -> door.open(List.of(PIN)))
                .getMessage();
    }

    /** Takes some, all or nothing of a request, and does not always say so. */
    private static synchronized Reply unsure(JsonNode put, Server server, Random chance) throws IOException {
        return switch (chance.nextInt(8)) {
            case 0 -> Reply.error(500, "InternalFailure", "no");
            case 1 -> {
                server.put(put);
                yield new Reply(0, "");
            }
            case 2, 3, 4 -> half(put, server);
            default -> server.put(put);
        };
    }

    /** Lets every other record through. */
    private static Reply half(JsonNode put, Server server) throws IOException {
        ArrayNode some = ScriptedKinesis.JSON.createArrayNode();
        for (int i = 1; i < put.path("Records").size(); i += 2) {
            some.add(put.path("Records").get(i));
        }
        ArrayNode results = ScriptedKinesis.JSON.createArrayNode();
        JsonNode taken = some.isEmpty()
                ? results
                : ScriptedKinesis.JSON
                        .readTree(server.put(((ObjectNode) put.deepCopy()).set("Records", some))
                                .body())
                        .path("Records");
        for (int i = 0; i < put.path("Records").size(); i++) {
            results.add(i % 2 == 0 ? ScriptedKinesis.JSON.readTree(THROTTLED) : taken.get(i / 2));
        }
        return new Reply(
                200,
                ScriptedKinesis.JSON.createObjectNode().set("Records", results).toString());
    }

    private static List<Row> rows(int count, int keys) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(PIN, Integer.toString(i % keys), "{\"index\":" + i + "}"));
        }
        return rows;
    }

    private static List<String> values(List<?> all) {
        return all.stream()
                .map(each -> each instanceof Row row ? row.json() : ((Message) each).value())
                .toList();
    }

    private static String shardOf(List<Message> messages, String key) {
        return messages.stream()
                .filter(message -> message.key().equals(key))
                .findFirst()
                .orElseThrow()
                .shard();
    }
}
