package pinpipe.producer.door.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.producer.door.rest.ScriptedProxy.Asked;
import pinpipe.producer.door.rest.ScriptedProxy.Reply;
import pinpipe.producer.row.Row;

class RestDoorTest extends RestDoorCalls {
    @Test
    void aRequestIsThatOfARestProxyAndARowIsItsOwnBytes() throws IOException {
        produce(Reply::arrived, new Row(PIN, "7", "{\"index\":7,\"n\":1.50,\"t\":\"Côte 🏝\"}"));

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).path()).isEqualTo("/prod/topics/0a1b.pin");
        assertThat(asked.get(0).headers().get("Content-Type")).containsExactly("application/vnd.kafka.json.v2+json");
        assertThat(asked.get(0).headers().get("x-api-key")).containsExactly(SECRET);
        assertThat(asked.get(0).body())
                .isEqualTo("{\"records\":[{\"key\":7,\"value\":{\"index\":7,\"n\":1.50,\"t\":\"Côte 🏝\"}}]}");
        assertThat(closing).isEqualTo("pinterest_data: 1 rows read, 1 sent, 1 acknowledged");
    }

    @Test
    void aKeyThatIsNoWholeNumberTravelsAsAText() throws IOException {
        produce(Reply::arrived, new Row(PIN, "007\"", "{}"), new Row(PIN, null, "[]"));

        assertThat(asked.stream().map(Asked::body).toList().toString())
                .contains("{\"key\":\"007\\\"\",\"value\":{}}")
                .contains("{\"value\":[]}");
    }

    @Test
    void onlyTheRecordsThatFailedAreSentAgain() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        produce(
                request -> answers.getAndIncrement() == 0
                        ? Reply.fates(Arrays.asList(null, 50003, 2, null))
                        : Reply.arrived(request),
                ofOneLane(4));

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).values()).isEqualTo(asked.get(0).values().subList(1, 3));
        assertThat(closing).endsWith("4 rows read, 4 sent, 4 acknowledged");
    }

    @ParameterizedTest
    @CsvSource({"429", "502", "503", "504", "0"})
    void whatMayPassIsSentAgain(int status) throws IOException {
        AtomicInteger answers = new AtomicInteger();
        produce(
                request -> answers.getAndIncrement() == 0 ? Reply.of(status, "busy") : Reply.arrived(request),
                ofOneLane(3));

        assertThat(asked).hasSize(2);
        assertThat(closing).endsWith("3 sent, 3 acknowledged");
    }

    @Test
    void aPauseThatIsAskedForIsMade() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        long begun = System.nanoTime();
        produce(
                request -> answers.getAndIncrement() == 0 ? new Reply(503, "", "2") : Reply.arrived(request),
                ofOneLane(1));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void aRequestThatIsTooLargeIsSplit() throws IOException {
        produce(
                request -> request.records() > 2 ? Reply.problem(413, 413, "too large") : Reply.arrived(request),
                ofOneLane(7));

        assertThat(asked.stream()
                        .filter(request -> request.records() <= 2)
                        .flatMap(request -> request.values().stream()))
                .hasSize(7)
                .doesNotHaveDuplicates();
        assertThat(closing).endsWith("7 sent, 7 acknowledged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|401|no|does not let us in (401: no). Set PINPIPE_API_KEY or PINPIPE_BEARER_TOKEN",
                "403|403|Forbidden|does not let us in (403: Forbidden).",
                "404|40401|Topic not found.|knows no topic 0a1b.pin (404: Topic not found.). Make it, or",
                "413|413|big|takes no request of 25 bytes, and the row with key 0 alone has them. Raise its limit.",
                "400|400|what|answers as no Kafka REST proxy of version 2 does (400: what). Mend --url",
                "422|42201|what|answers as no Kafka REST proxy of version 2 does (422: what). Mend --url",
                "302|0|elsewhere|answers as no Kafka REST proxy of version 2 does (302: elsewhere). Mend --url",
            })
    void whatCannotPassEndsTheRunAtOnce(int status, int code, String message, String sentence) throws IOException {
        Failure failure = lost(request -> Reply.problem(status, code, message), ofOneLane(1));

        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(failure.getMessage())
                .startsWith("Cannot produce pinterest_data: http://127.0.0.1:")
                .contains(sentence)
                .doesNotContain(SECRET);
        assertThat(asked).hasSize(1);
        assertThat(closing).endsWith("1 rows read, 1 sent, 0 acknowledged");
    }

    @Test
    void aRecordThatKafkaRefusesEndsTheRunAndTheOthersCount() throws IOException {
        Failure failure = lost(request -> Reply.fates(Arrays.asList(null, 50002, null)), ofOneLane(3));

        assertThat(failure)
                .hasMessageEndingWith("(50002: because). Mend what it names.")
                .hasMessageContaining("does not take the row with key ");
        assertThat(closing).endsWith("3 sent, 2 acknowledged");
    }

    @Test
    void anAnswerThatDoesNotSayWhatArrivedCountsNothing() throws IOException {
        assertThat(lost(request -> Reply.of(200, "<html>welcome</html>"), ofOneLane(2)))
                .hasMessageContaining("answers as no Kafka REST proxy of version 2 does (HTTP 200).");
        assertThat(closing).endsWith("0 acknowledged");
        assertThat(lost(request -> Reply.fates(Collections.singletonList(null)), ofOneLane(2)))
                .hasMessageContaining("answers as no Kafka REST proxy");
        assertThat(closing).endsWith("0 acknowledged");
    }

    @Test
    void whatDoesNotPassInTimeIsBroken() throws IOException {
        Failure failure = lost(request -> Reply.problem(503, 50003, "No record was acknowledged"), ofOneLane(1));

        assertThat(failure.exit()).isEqualTo(Exit.BROKEN);
        assertThat(failure)
                .hasMessageContaining(
                        "did not acknowledge the row with key 0 within 5 s (last: 503: No record was acknowledged).");
        assertThat(asked.size()).isGreaterThan(2);
    }

    @Test
    void noSuchHostIsBroken() {
        assertThat(unopened(URI.create("http://no.such.host.invalid")))
                .isEqualTo("Cannot produce to http://no.such.host.invalid: there is no such host. Mend --url, then try"
                        + " again.");
    }

    /** Rows that travel together. */
    private static Row[] ofOneLane(int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; rows.size() < count; i++) {
            String key = Integer.toString(i);
            if (Math.floorMod(
                            Objects.hash(PIN.kind(), key) - Objects.hash(PIN.kind(), "0"),
                            new TopicForm("0a1b").lanes())
                    == 0) {
                rows.add(new Row(PIN, key, "{\"i\":" + i + "}"));
            }
        }
        return rows.toArray(Row[]::new);
    }
}
