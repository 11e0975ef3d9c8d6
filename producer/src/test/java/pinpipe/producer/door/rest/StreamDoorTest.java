package pinpipe.producer.door.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.producer.door.rest.ScriptedProxy.Asked;
import pinpipe.producer.door.rest.ScriptedProxy.Reply;
import pinpipe.producer.row.Row;

/** The REST door to a Kinesis gateway. */
class StreamDoorTest extends RestDoorCalls {
    private static final Row ROW = new Row(PIN, "7", "{\"index\":7,\"t\":\"Côte 🏝\"}");

    @BeforeEach
    void toStreams() {
        form = new StreamForm("0a1b");
    }

    @Test
    void aRequestIsThatOfAKinesisGatewayAndARowIsItsOwnBytes() throws IOException {
        produce(request -> arrived(), ROW, new Row(PIN, "a\"b", "{}"));

        assertThat(asked).hasSize(2).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.path()).isEqualTo("/prod/streams/streaming-0a1b-pin/record");
            assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
            assertThat(request.headers().get("x-api-key")).containsExactly(SECRET);
        });
        assertThat(asked)
                .extracting(Asked::body)
                .containsExactlyInAnyOrder(
                        "{\"StreamName\":\"streaming-0a1b-pin\",\"Data\":{\"index\":7,\"t\":\"Côte 🏝\"},\"PartitionKey\":\"7\"}",
                        "{\"StreamName\":\"streaming-0a1b-pin\",\"Data\":{},\"PartitionKey\":\"a\\\"b\"}");
        assertThat(closing).isEqualTo("pinterest_data: 2 rows read, 2 sent, 2 acknowledged");
    }

    /** As an API gateway of AWS has it where nobody mapped the errors of Kinesis to a status. */
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500})
    void whatIsThrottledIsSentAgainWhateverTheStatus(int status) throws IOException {
        AtomicInteger answers = new AtomicInteger();
        produce(
                request -> answers.getAndIncrement() == 0
                        ? error(status, "ProvisionedThroughputExceededException", "Rate exceeded")
                        : arrived(),
                ROW);

        assertThat(asked).hasSize(2);
        assertThat(closing).endsWith("1 sent, 1 acknowledged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|ResourceNotFoundException|knows no stream streaming-0a1b-pin (ResourceNotFoundException, 200: why)",
                "400|com.amazonaws.kinesis.v20131202#ResourceNotFoundException|knows no stream streaming-0a1b-pin (Res",
                "200|AccessDeniedException|does not let us in (AccessDeniedException, 200: why). Set PINPIPE_API_KEY",
                "200|SerializationException|answers as no Kinesis gateway does (SerializationException, 200: why).",
            })
    void anErrorOfKinesisEndsTheRunWhateverTheStatus(int status, String type, String sentence) {
        Failure failure = lost(request -> error(status, type, "why"), ROW);

        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(failure)
                .hasMessageStartingWith("Cannot produce pinterest_data: http://127.0.0.1:")
                .hasMessageContaining(sentence);
        assertThat(asked).hasSize(1);
        assertThat(closing).endsWith("1 rows read, 1 sent, 0 acknowledged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>welcome</html>", "{\"SequenceNumber\":null}"})
    void anAnswerWithoutASequenceNumberCountsNothing(String body) {
        assertThat(lost(request -> Reply.of(200, body), ROW))
                .hasMessageContaining("answers as no Kinesis gateway does (HTTP 200).");
        assertThat(closing).endsWith("0 acknowledged");
    }

    @Test
    void theVersionsOfARowTravelOneAfterTheOther() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        List<Row> versions = List.of(new Row(PIN, "1", "1"), new Row(PIN, "1", "2"), new Row(PIN, "1", "3"));
        produce(
                request -> answers.getAndIncrement() % 2 == 0 ? error(500, "InternalFailure", "") : arrived(),
                versions.toArray(Row[]::new));

        assertThat(asked)
                .extracting(request -> request.body().replaceAll(".*\"Data\":(\\d).*", "$1"))
                .containsExactly("1", "1", "2", "2", "3", "3");
    }

    private static Reply arrived() {
        return Reply.of(200, "{\"SequenceNumber\":\"4957\",\"ShardId\":\"shardId-000000000000\"}");
    }

    private static Reply error(int status, String type, String message) {
        return Reply.of(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
    }
}
