package pinpipe.cleaning.json;

import java.util.Arrays;
import java.util.Base64;
import pinpipe.cleaning.json.JsonTree.JsonObject;

/** JSON that was encoded in base64, as Kinesis and Lambda hand it over. */
public final class Base64Json {
    /** Shorter than an object with a field could be. */
    private static final int SHORTEST = 8;

    private Base64Json() {}

    /** The object, list or text that a base64 text holds (either alphabet, padded or not); null where it holds none. */
    public static Object read(byte[] text, int from, int length) {
        if (!mayBe(text, from, length)) {
            return null;
        }
        byte[] standard = Arrays.copyOfRange(text, from, from + length);
        for (int i = 0; i < standard.length; i++) {
            standard[i] = standard[i] == '-' ? (byte) '+' : standard[i] == '_' ? (byte) '/' : standard[i];
        }
        try {
            byte[] json = Base64.getMimeDecoder().decode(standard);
            Object value = JsonTree.read(json, 0, json.length);
            return value instanceof JsonObject || value instanceof java.util.List || value instanceof String
                    ? value
                    : null;
        } catch (IllegalArgumentException | NoJsonException notEncoded) {
            return null;
        }
    }

    /** True of a text that is long enough and has characters of base64 only, padding and blanks at its end aside. */
    public static boolean mayBe(byte[] text, int from, int length) {
        int end = from + length;
        while (end > from && (text[end - 1] == '=' || text[end - 1] <= ' ') && text[end - 1] >= 0) {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (!isBase64(text[i])) {
                return false;
            }
        }
        return end - from >= SHORTEST;
    }

    private static boolean isBase64(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }
}
