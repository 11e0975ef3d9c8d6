package pinpipe.cleaning.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Writer;
import pinpipe.cleaning.json.JsonTree.Literal;

/** How JSON is read and written here: UTF-8 always, {@code NaN} is a value, limits are the same on all versions of Jackson. */
public final class JsonText {
    /** Jackson's own limits for nesting, names and texts; the first two are checked by us, since older versions have no limit for names. */
    public static final int DEEPEST = 1_000;

    public static final int LONGEST_NAME = 50_000;
    private static final int LONGEST_TEXT = 20_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false)
            .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, true)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private JsonText() {}

    /** A parser of UTF-8 bytes; it skips no byte-order mark. */
    public static JsonParser parser(byte[] utf8, int from, int length) throws IOException {
        return FACTORY.createParser(utf8, from, length);
    }

    /** A parser of text that stood inside JSON. */
    public static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    public static JsonGenerator generator(Writer text) throws IOException {
        return FACTORY.createGenerator(text);
    }

    /** False of {@code NaN}, {@code Infinity} and their kind, which JSON does not have. */
    public static boolean isJson(Literal literal) {
        String text = literal.text();
        char last = text.charAt(text.length() - 1);
        return (last >= '0' && last <= '9') || text.equals("true") || text.equals("false");
    }
}
