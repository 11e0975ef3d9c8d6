package pinpipe.etl.kinesis;

import java.util.Arrays;

/** The fields of a message of protobuf, one after the other: as much of that format as one message of two kinds needs. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] message;
    private int at;
    private int number;
    private int type;
    private long integer;
    private byte[] bytes;

    Protobuf(byte[] message) {
        this.message = message;
    }

    /**
     * Goes to the next field; false at the end.
     *
     * @throws IllegalArgumentException if this is no such message
     */
    boolean next() {
        if (at == message.length) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> integer = varint();
            case BYTES -> bytes = take(varint());
            case EIGHT_BYTES -> take(Long.BYTES);
            case FOUR_BYTES -> take(Integer.BYTES);
            default -> throw new IllegalArgumentException("a field of type " + type);
        }
        return true;
    }

    int number() {
        return number;
    }

    long integer() {
        require(VARINT);
        return integer;
    }

    byte[] bytes() {
        require(BYTES);
        return bytes;
    }

    private void require(int wanted) {
        if (type != wanted) {
            throw new IllegalArgumentException("field %d of type %d".formatted(number, type));
        }
    }

    private byte[] take(long length) {
        if (length < 0 || length > message.length - at) {
            throw new IllegalArgumentException("a field longer than its message");
        }
        byte[] taken = Arrays.copyOfRange(message, at, at + (int) length);
        at += (int) length;
        return taken;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = message[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number longer than ten bytes");
    }
}
