package pinpipe.etl.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Takes apart what the Kinesis Producer Library has put together: four bytes, a message of protobuf (a table of
 * partition keys; records that name a key by its place in it), and the MD5 of the message. What does not fit that form
 * to the last bit is an ordinary record.
 *
 * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">the format</a>
 */
final class UserRecords {
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST = 16;
    private static final int KEY_TABLE = 1;
    private static final int RECORDS = 3;
    private static final int KEY_INDEX = 1;
    private static final int DATA = 3;

    private UserRecords() {}

    static List<UserRecord> of(Record carrier) {
        byte[] bytes = carrier.data().asByteArrayUnsafe();
        if (!isAggregated(bytes)) {
            return List.of(UserRecord.alone(carrier));
        }
        try {
            return unpack(carrier, Arrays.copyOfRange(bytes, MAGIC.length, bytes.length - DIGEST));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return List.of(UserRecord.alone(carrier));
        }
    }

    private static boolean isAggregated(byte[] bytes) {
        return bytes.length >= MAGIC.length + DIGEST
                && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && Arrays.equals(
                        md5(bytes, MAGIC.length, bytes.length - DIGEST),
                        Arrays.copyOfRange(bytes, bytes.length - DIGEST, bytes.length));
    }

    private static byte[] md5(byte[] bytes, int from, int to) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes, from, to - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot check an aggregated record: this Java has no MD5. Use another.", e);
        }
    }

    private static List<UserRecord> unpack(Record carrier, byte[] message) {
        List<String> keys = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        for (Protobuf fields = new Protobuf(message); fields.next(); ) {
            switch (fields.number()) {
                case KEY_TABLE -> keys.add(new String(fields.bytes(), UTF_8));
                case RECORDS -> records.add(fields.bytes());
                default -> {} // explicit hash keys say only which shard, and that is known
            }
        }
        List<UserRecord> users = new ArrayList<>();
        for (byte[] record : records) {
            users.add(unpack(carrier, keys, record, users.size()));
        }
        return users;
    }

    private static UserRecord unpack(Record carrier, List<String> keys, byte[] record, int place) {
        int key = -1;
        byte[] data = null;
        for (Protobuf fields = new Protobuf(record); fields.next(); ) {
            switch (fields.number()) {
                case KEY_INDEX -> key = Math.toIntExact(fields.integer());
                case DATA -> data = fields.bytes();
                default -> {} // tags are the producer's own
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("a record without data");
        }
        return new UserRecord(carrier, keys.get(key), data, place);
    }
}
