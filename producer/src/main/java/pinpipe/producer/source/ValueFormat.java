package pinpipe.producer.source;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.Arrays;

/**
 * How the values of a column are written as JSON, by the column's type. {@code docs/mysql-types.md} is the table for
 * readers.
 *
 * <p>Each value reads back to the value in the database. All but FLOAT are the server's own text, so neither the zone nor
 * the locale of this machine changes a value, and a date that exists in no calendar, such as {@code 0000-00-00}, is
 * visible to the reader instead of being null or another date.
 */
enum ValueFormat {
    /** A whole number or a DECIMAL, with all its digits and without an exponent. */
    EXACT_NUMBER {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            json.writeNumber(NumberText.exact(ascii(sent)));
        }
    },
    /** A number that parses to the same double. */
    DOUBLE {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            json.writeNumber(NumberText.ofDouble(ascii(sent)));
        }
    },
    /** A number that parses to the same float. The value is sent as a DOUBLE, see {@link Column#value()}. */
    FLOAT {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            json.writeNumber(NumberText.ofFloat(ascii(sent)));
        }
    },
    /** Date and time such as {@code 2016-04-21T20:16:54}, without a zone; with a fraction only if it is not zero. */
    DATE_TIME {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            byte[] text = Arrays.copyOf(sent, lengthWithoutZeroFraction(sent));
            text[DATE_LENGTH] = 'T';
            json.writeRawUTF8String(text, 0, text.length);
        }
    },
    /** A date such as {@code 2016-04-21}, or a time such as {@code -101:00:01}; a fraction only if it is not zero. */
    DATE_OR_TIME {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            json.writeRawUTF8String(sent, 0, lengthWithoutZeroFraction(sent));
        }
    },
    /**
     * A whole number without a sign. BIT(1) is 0 or 1 and not false or true, so that it looks as BOOLEAN does, which is
     * TINYINT(1) in MySQL, and so that its values do not change when the column is made wider.
     */
    BITS {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            long bits = 0;
            for (byte next : sent) {
                bits = (bits << Byte.SIZE) | (next & 0xFF);
            }
            json.writeNumber(Long.toUnsignedString(bits));
        }
    },
    /** Base64 with padding and without line breaks. */
    BYTES {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            json.writeBinary(sent);
        }
    },
    /** Text, byte for byte. A JSON column is its text in a string, so that no reader changes the numbers in it. */
    TEXT {
        @Override
        void write(byte[] sent, JsonGenerator json) throws IOException {
            json.writeUTF8String(sent, 0, sent.length);
        }
    };

    private static final int DATE_LENGTH = "2016-04-21".length();

    /**
     * Writes a value.
     *
     * @param sent the value as the server sends it, not NULL; it is not changed
     */
    abstract void write(byte[] sent, JsonGenerator json) throws IOException;

    /**
     * The format for a column of a result.
     *
     * @param type the type of the column in the result, one of {@link Types}
     * @param column the column of the table
     */
    static ValueFormat of(int type, Column column) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL -> EXACT_NUMBER;
            case Types.REAL, Types.DOUBLE -> column.isFloat() ? FLOAT : DOUBLE;
            case Types.TIMESTAMP -> DATE_TIME;
            case Types.DATE, Types.TIME -> DATE_OR_TIME;
            case Types.BIT -> BITS;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            default -> TEXT;
        };
    }

    /** The length of the text up to a fraction such as {@code .000}, or of all the text if there is no such fraction. */
    private static int lengthWithoutZeroFraction(byte[] text) {
        int end = text.length;
        while (end > 1 && text[end - 1] == '0') {
            end--;
        }
        return text[end - 1] == '.' ? end - 1 : text.length;
    }

    private static String ascii(byte[] sent) {
        return new String(sent, StandardCharsets.US_ASCII);
    }
}
