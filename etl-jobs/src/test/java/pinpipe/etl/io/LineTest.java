package pinpipe.etl.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"index\":1,\"title\":\"Otters 🦦\\n\"}",
                "{ \"index\" : 1.0E-5 ,\t\"title\":\"\\u00e9\" } ",
                "\"\"",
                "null",
                "[]",
                "not json",
                "{\"index\":1} {\"index\":2}",
                "a\u2028b\u0085c\u000bd"
            })
    void aValueWithoutLineBreaksStaysByteForByte(String value) {
        assertThat(line(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{<n>  \"index\": 1,<n>  \"tags\": [<n>    \"a  b\",<n>    \"c\"<n>  ]<n>}<n> | {\"index\":1,\"tags\":[\"a  b\",\"c\"]}",
                "{\"index\":1}<r><n>                     | {\"index\":1}",
                "[1.0E-5,<n>1.10,<n>-0,<n>12345678901234567890123] | [1.0E-5,1.10,-0,12345678901234567890123]",
                "{\"a\":<r>\"\\u00e9\\/\\n \\\" {\", \"a\": \"x\\\\\"<n>} | {\"a\":\"\\u00e9\\/\\n \\\" {\",\"a\":\"x\\\\\"}",
                "<n>true                                 | true",
                "<n>\"a b\"<n>                           | \"a b\"",
                "{\"title\":\"Otters 🦦 и выдры\"<n>}    | {\"title\":\"Otters 🦦 и выдры\"}",
            })
    void jsonOverSeveralLinesLosesOnlyTheBlanksBetweenItsTokens(String value, String line) {
        assertThat(line(broken(value))).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"a<n>b\"}",
                "{\"index\":1}<n>{\"index\":2}",
                "1<n>2",
                "no json<r>at \"all\" \\ 🦦",
                "{\"index\":<n>",
                "{'index':<n>1}",
                "[1,<n>]",
                "// why<n>{}",
                "{\"index\":01<n>}",
                "NaN<n>",
                "\ufeff{}<n>",
                "[\u00a0<n>1]"
            })
    void anyOtherTextWithLineBreaksBecomesAStringThatHoldsIt(String value) throws IOException {
        assertThat(textOf(line(broken(value)))).isEqualTo(broken(value));
    }

    @ParameterizedTest
    @CsvSource({"'', '\"\"'", "'  ', '\"  \"'", "'<r><n>', '\"\\r\\n\"'"})
    void aBlankValueIsNoBlankLine(String value, String line) {
        assertThat(line(broken(value))).isEqualTo(line);
    }

    @Test
    void noValueAndNoKeyIsNull() {
        assertThat(new String(Line.of(null, null), StandardCharsets.UTF_8)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"7, 7", "-12, -12", "007, \"007\"", "a \"b\", \"a \\\"b\\\"\"", "``, \"\""})
    void noValueSaysThatWhatHasTheKeyIsGone(String key, String json) {
        assertThat(new String(Line.of(key.getBytes(StandardCharsets.UTF_8), null), StandardCharsets.UTF_8))
                .isEqualTo("{\"_deleted\":true,\"_key\":" + json + "}");
    }

    @Test
    void bytesThatAreNoTextStayAsTheyCameOrAreReadWithReplacement() throws IOException {
        byte[] noText = {'{', (byte) 0xff, (byte) 0xc3, '}'};
        byte[] noTextWithLineBreak = {'{', (byte) 0xff, '\n', '}'};

        assertThat(Line.of(null, noText)).isEqualTo(noText);
        assertThat(textOf(new String(Line.of(null, noTextWithLineBreak), StandardCharsets.UTF_8)))
                .isEqualTo("{\ufffd\n}");
    }

    @Test
    void jsonNestedTooDeepToReadKeepsItsText() throws IOException {
        String deep = "[".repeat(5_000) + "\n" + "]".repeat(5_000);
        assertThat(textOf(line(deep))).isEqualTo(deep);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noValueWhateverBecomesTwoLinesOrNone(long seed) {
        Random random = new Random(seed);
        String pieces = "{}[]\",:\\\n\r 1e.-atrue\u00e9";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                value.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            assertThat(line(value.toString())).isNotBlank().doesNotContain("\n", "\r");
        }
    }

    private static String broken(String written) {
        return written.replace("<n>", "\n").replace("<r>", "\r");
    }

    private static String line(String value) {
        return new String(Line.of(null, value.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static String textOf(String jsonString) throws IOException {
        assertThat(jsonString).startsWith("\"").endsWith("\"").doesNotContain("\n", "\r");
        try (JsonParser parser = new JsonFactory().createParser(jsonString)) {
            parser.nextToken();
            return parser.getText();
        }
    }
}
