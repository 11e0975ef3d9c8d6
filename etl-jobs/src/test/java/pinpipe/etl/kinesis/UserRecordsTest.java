package pinpipe.etl.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

class UserRecordsTest {
    private static final String MAGIC = "f3899ac2";

    /** Keys "a" and "bc"; an explicit hash key; three records, of which the last has a tag: written down by hand. */
    static final String MESSAGE = "0a0161" + "0a026263" + "120137"
            + "1a07" + "0800" + "1a03" + "6f6e65"
            + "1a09" + "0801" + "1000" + "1a03" + "74776f"
            + "1a0c" + "0800" + "1a03" + "747265" + "2203" + "0a0178";

    @Test
    void anAggregatedRecordIsTakenApart() {
        assertThat(UserRecords.of(record(aggregated(MESSAGE))))
                .extracting(
                        UserRecord::partitionKey, user -> new String(user.data(), UTF_8), UserRecord::subSequenceNumber)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "one", 0L),
                        org.assertj.core.groups.Tuple.tuple("bc", "two", 1L),
                        org.assertj.core.groups.Tuple.tuple("a", "tre", 2L));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a record like any other, 7b7d",
        "an empty one,",
        "the four bytes alone, f3899ac2",
        "the four bytes and too few for a sum, f3899ac2000102",
        "another sum, f3899ac20a01611a0708001a036f6e6500000000000000000000000000000000",
    })
    void whatIsNotAggregatedIsOneRecord(String what, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex == null ? "" : hex);

        assertIsOne(bytes);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a key that is not in the table, 1a0708001a036f6e65",
        "a record without data, 0a01611a020800",
        "a field that is longer than its message, 0a7f61",
        "a number that does not end, 0a01611a0108ff",
        "a group which nobody writes any more, 0b",
        "a key that is a number, 0801",
        "a message cut in a tag, 80",
    })
    void whatHasTheSumButNotTheFormIsOneRecord(String what, String message) {
        assertIsOne(aggregated(message));
    }

    private static void assertIsOne(byte[] bytes) {
        assertThat(UserRecords.of(record(bytes))).singleElement().satisfies(user -> {
            assertThat(user.partitionKey()).isEqualTo("carrier");
            assertThat(user.data()).isEqualTo(bytes);
            assertThat(user.subSequenceNumber()).isZero();
        });
    }

    private static Record record(byte[] bytes) {
        return Record.builder()
                .partitionKey("carrier")
                .data(SdkBytes.fromByteArray(bytes))
                .build();
    }

    static byte[] aggregated(String hex) {
        byte[] message = HexFormat.of().parseHex(hex);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex(MAGIC));
        bytes.writeBytes(message);
        try {
            bytes.writeBytes(MessageDigest.getInstance("MD5").digest(message));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
