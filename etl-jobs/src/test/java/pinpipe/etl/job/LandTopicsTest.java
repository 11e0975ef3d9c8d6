package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import pinpipe.cli.Exit;

class LandTopicsTest extends LandTopicsScene {
    @Test
    void everyRecordOfTheThreeTopicsLandsAtItsOffset() throws Exception {
        for (String table : List.of("pin", "geo", "user")) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                broker.send(prefix + "." + table, partition, rows(table + partition, 0, 25));
            }
        }

        Run run = land("--records-per-object", "10");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.out())
                .startsWith(pin + ": 75 records in 9 objects, ")
                .contains(" bytes, offsets by partition 0: 0-24, 1: 0-24, 2: 0-24\n" + prefix + ".geo: 75 records")
                .hasLineCount(3);
        Map<String, byte[]> landed = landed();
        assertThat(landed).hasSize(27);
        for (String table : List.of("pin", "geo", "user")) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String topic = prefix + "." + table;
                for (int first : List.of(0, 10, 20)) {
                    assertThat(landed)
                            .containsEntry(
                                    object(topic, partition, first),
                                    lines(rows(table + partition, first, Math.min(first + 10, 25))));
                }
            }
        }
    }

    @Test
    void runAgainItLandsNothingAndTouchesNothing() throws Exception {
        broker.send(pin, 1, rows("a", 0, 25));
        land("--records-per-object", "10");
        Map<String, byte[]> landed = landed();
        Map<String, Instant> written = written();

        Run again = land("--records-per-object", "10");

        assertThat(again.exit()).isEqualTo(Exit.DONE);
        assertThat(again.out())
                .isEqualTo("%1$s.pin: nothing new%n%1$s.geo: nothing new%n%1$s.user: nothing new%n".formatted(prefix));
        assertThat(landed()).containsExactlyEntriesOf(landed);
        assertThat(written()).isEqualTo(written);
    }

    @Test
    void newRecordsBeginAnObjectAfterThePartialOne() throws Exception {
        broker.send(pin, 0, rows("a", 0, 5));
        land("--records-per-object", "10");
        broker.send(pin, 0, rows("a", 5, 20));
        broker.send(pin, 2, rows("b", 0, 1));

        Run run = land("--records-per-object", "10");

        assertThat(run.out()).contains("16 records in 3 objects", "offsets by partition 0: 5-19, 2: 0-0");
        assertThat(landed())
                .containsOnlyKeys(object(pin, 0, 0), object(pin, 0, 5), object(pin, 0, 15), object(pin, 2, 0))
                .containsEntry(object(pin, 0, 0), lines(rows("a", 0, 5)))
                .containsEntry(object(pin, 0, 5), lines(rows("a", 5, 15)));
    }

    @Test
    void whatWasNotCommittedDoesNotLand() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.transactions(prefix)) {
            transaction(producer, rows("a", 0, 2)).commitTransaction(); // 0, 1, marker 2
            transaction(producer, rows("aborted", 3, 5)).abortTransaction(); // 3, 4, marker 5
            transaction(producer, rows("a", 6, 8)).commitTransaction(); // 6, 7, marker 8
            transaction(producer, rows("a", 9, 10)); // 9, still open

            assertThat(land().out()).contains("4 records in 2 objects", "offsets by partition 0: 0-7");
            Map<String, byte[]> landed = landed();
            assertThat(landed)
                    .containsOnlyKeys(object(pin, 0, 0), object(pin, 0, 6))
                    .containsEntry(object(pin, 0, 0), lines(rows("a", 0, 2)))
                    .containsEntry(object(pin, 0, 6), lines(rows("a", 6, 8)));
            assertThat(land().out()).contains(pin + ": nothing new");
            assertThat(landed()).containsExactlyEntriesOf(landed);

            producer.commitTransaction();
        }
        assertThat(land().out()).contains("1 records in 1 objects", "offsets by partition 0: 9-9");
        assertThat(landed()).containsEntry(object(pin, 0, 9), lines(rows("a", 9, 10)));
        assertThat(land().out()).contains(pin + ": nothing new");
    }

    @Test
    void everyValueStaysOneLine() throws Exception {
        byte[] noText = {'{', (byte) 0xff, '}'};
        broker.send(
                pin,
                0,
                Arrays.asList(
                        "{\"title\":\"Otters 🦦\"}".getBytes(UTF_8),
                        "{\n  \"index\": 1.0E-5\r\n}".getBytes(UTF_8),
                        "no json".getBytes(UTF_8),
                        "no json\nat \"all\"".getBytes(UTF_8),
                        null,
                        noText,
                        new byte[0],
                        "{\"index\":7}".getBytes(UTF_8)));
        broker.sendDeletion(pin, 0, "7");

        land();

        assertThat(landed())
                .containsEntry(
                        object(pin, 0, 0),
                        lines(List.of(
                                "{\"title\":\"Otters 🦦\"}".getBytes(UTF_8),
                                "{\"index\":1.0E-5}".getBytes(UTF_8),
                                "no json".getBytes(UTF_8),
                                "\"no json\\nat \\\"all\\\"\"".getBytes(UTF_8),
                                "null".getBytes(UTF_8),
                                noText,
                                "\"\"".getBytes(UTF_8),
                                "{\"index\":7}".getBytes(UTF_8),
                                "{\"_deleted\":true,\"_key\":7}".getBytes(UTF_8))));
        assertThat(land().out()).contains(pin + ": nothing new");
    }

    @Test
    void gzipObjectsHoldTheSameLinesAndAreTheSameEachTime() throws Exception {
        broker.send(pin, 0, rows("a", 0, 15));
        land("--gzip", "--records-per-object", "10");
        Map<String, byte[]> first = landed();
        String second = object(pin, 0, 10) + ".gz";
        assertThat(first).containsOnlyKeys(object(pin, 0, 0) + ".gz", second);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(first.get(second))).readAllBytes())
                .isEqualTo(lines(rows("a", 10, 15)));

        Files.delete(landing.resolve(second));
        land("--gzip", "--records-per-object", "10");
        assertThat(landed()).containsExactlyEntriesOf(first);

        broker.send(pin, 0, rows("a", 15, 16));
        land();
        assertThat(landed()).containsEntry(object(pin, 0, 15), lines(rows("a", 15, 16)));
    }

    private KafkaProducer<byte[], byte[]> transaction(KafkaProducer<byte[], byte[]> producer, List<byte[]> values) {
        producer.beginTransaction();
        values.forEach(value -> producer.send(new ProducerRecord<>(pin, 0, null, value)));
        producer.flush(); // else an abort would never send them
        return producer;
    }
}
