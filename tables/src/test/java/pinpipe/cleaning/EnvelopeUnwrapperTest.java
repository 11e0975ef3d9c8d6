package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line → the layers around each of its records, or what is wrong with it. Single quotes here are double ones there. */
class EnvelopeUnwrapperTest {
    private static final Table GEO =
            Table.named("geo").key("ind", bigint().from("ind", "index")).column("country", text());

    private static final String ROW = "{'ind':1,'country':'X'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "ROW                                          → bare",
                "{'index':1,'country':'X'}                    → bare",
                "{'value':ROW}                                → value_wrapped",
                "{'key':'1','value':ROW}                      → value_wrapped",
                "{'key':'1','value':ROW,'offset':1,'timestamp':'2020-01-01','headers':[]} → value_wrapped",
                "[{'value':ROW}]                              → array_wrapped+value_wrapped",
                "[ROW,{'ind':2,'country':'Y'}]                → array_wrapped array_wrapped",
                "[ROW,[]]                                     → array_wrapped !empty",
                "{'records':[{'value':ROW}]}                  → records_wrapped+value_wrapped",
                "{'records':[{'value':ROW},{'value':null}]}   → records_wrapped+value_wrapped !empty",
                "{'index':ROW}                                → index_wrapped",
                "{'ind':ROW}                                  → index_wrapped",
                "{'index':{'_deleted':true,'_key':'1'}}       → index_wrapped",
                "{'value':{'_deleted':true,'_key':1}}         → value_wrapped",
                "{'after':{'__deleted':'true','_key':1}}      → envelope",
                "{'StreamName':'s','Data':ROW,'PartitionKey':'1'} → data_wrapped",
                "{'data':ROW}                                 → data_wrapped",
                "{'Records':[{'Data':ROW}]}                   → records_wrapped+data_wrapped",
                "{'schema':{'type':'struct','fields':[{'field':'ind'}]},'payload':ROW} → payload_wrapped",
                "{'before':null,'after':ROW,'op':'c'}         → debezium",
                "{'before':ROW,'after':ROW,'op':'u'}          → debezium",
                "{'before':ROW,'after':null,'op':'d'}         → debezium-",
                "{'before':{'ind':1},'op':'d'}                → debezium-",
                "{'before':null,'after':null,'op':'d'}        → !empty",
                "{'schema':{},'payload':{'after':ROW,'op':'r'}} → payload_wrapped+debezium",
                "{'offset':7,'message':ROW}                   → envelope",
                "{'country':'Y','message':ROW}                → envelope",
                "{'country':'Y','value':{'a':1}}              → bare",
                "{'a':{'b':{'c':ROW}}}                        → envelope+envelope+envelope",
                "{'a':ROW,'b':ROW}                            → !several_rows",
                "{'a':ROW,'b':{'country':'Y'}}                → envelope",
                "{'value':ROW,'country':'Y','ind':2}          → bare",
            })
    void aLineIsUnwrappedLayerByLayer(String line, String meant) {
        assertThat(unwrapped(json(line))).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "''                      → !empty",
                "' '                     → !empty",
                "null                    → !empty",
                "[]                      → !empty",
                "{}                      → !empty",
                "{'value':{}}            → !empty",
                "{'records':[]}          → !empty",
                "'[]'                    → !empty",
                "42                      → !not_an_object",
                "true                    → !not_an_object",
                "NaN                     → !not_an_object",
                "[1,2,3]                 → !not_an_object",
                "'42'                    → !not_an_object",
                "hello                   → !not_json",
                "'hello'                 → !not_json",
                "'{'                     → !not_json",
                "{'ind':1                → !not_json",
                "{ind:1}                 → !not_json",
                "{'ind':1,}              → !not_json",
                "{'ind':01}              → !not_json",
                "{'ind':NaN}             → bare",
                "{'ind':-Infinity}       → bare",
                "{'ind':1}{'ind':2}      → !text_after_json",
                "{'ind':1} x             → !text_after_json",
                "{'ind':1}],[            → !text_after_json",
                "{'country':'X'},{'value':1 → !text_after_json",
            })
    void aLineWithoutAnObjectHasAProblem(String line, String meant) {
        assertThat(unwrapped(json(line))).isEqualTo(meant);
    }

    @Test
    void jsonInJsonIsUnwrapped() {
        assertThat(unwrapped(quoted(json(ROW)))).isEqualTo("double_encoded");
        assertThat(unwrapped(quoted(quoted(json(ROW))))).isEqualTo("double_encoded+double_encoded");
        assertThat(unwrapped("{\"value\":" + quoted(json(ROW)) + "}")).isEqualTo("value_wrapped+double_encoded");
    }

    @Test
    void jsonInEitherAlphabetOfBase64IsUnwrapped() {
        byte[] row = json("{'ind':1,'country':'>>>???ü'}").getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder : new Base64.Encoder[] {
            Base64.getEncoder(),
            Base64.getUrlEncoder(),
            Base64.getEncoder().withoutPadding(),
            Base64.getUrlEncoder().withoutPadding()
        }) {
            String encoded = encoder.encodeToString(row);
            assertThat(unwrapped(encoded)).isEqualTo("base64");
            assertThat(unwrapped(quoted(encoded))).isEqualTo("base64");
            assertThat(unwrapped("{\"Data\":" + quoted(encoded) + "}")).isEqualTo("data_wrapped+base64");
        }
        assertThat(unwrapped(Base64.getEncoder().encodeToString("no JSON at all".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("!not_json");
        assertThat(unwrapped(Base64.getEncoder().encodeToString("[1, 2, 3, 4]".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("!not_an_object");
    }

    @Test
    void fourLayersAreUnwrappedAndAFifthIsNot() {
        assertThat(unwrapped(json("[[[[" + ROW + "]]]]")))
                .isEqualTo("array_wrapped+array_wrapped+array_wrapped+array_wrapped");
        assertThat(unwrapped(json("[[[[[" + ROW + "]]]]]"))).isEqualTo("!not_an_object");
    }

    @Test
    void blanksAfterALineAndAByteOrderMarkBeforeItAreUnwrapped() {
        assertThat(unwrapped(json(ROW) + " \t\r")).isEqualTo("blanks_after");
        assertThat(unwrapped("\uFEFF" + json(ROW))).isEqualTo("byte_order_mark");
        assertThat(unwrapped("\uFEFF" + json("{'value':" + ROW + "}") + " "))
                .isEqualTo("blanks_after+byte_order_mark+value_wrapped");
        assertThat(unwrapped("\uFEFF")).isEqualTo("!not_json");
        assertThat(unwrapped("")).isEqualTo("!not_json");
        assertThat(unwrapped("hello ")).isEqualTo("!not_json");
    }

    @Test
    void aThousandLevelsAreReadAndOneMoreIsNot() {
        assertThat(unwrapped(nested(1_000))).isEqualTo("bare");
        assertThat(unwrapped(nested(1_001))).isEqualTo("!too_deep");
        assertThat(unwrapped(nested(1_000_000))).isEqualTo("!too_deep");
        assertThat(unwrapped("[".repeat(1_000_000))).isEqualTo("!too_deep");
        assertThat(unwrapped("{\"value\":" + quoted(nested(1_001)) + "}")).isEqualTo("!too_deep");
    }

    @Test
    void aTextOfTwentyMillionCharactersIsReadAndALongerOneIsNot() {
        String longest = "x".repeat(20_000_000);
        assertThat(unwrapped("{\"ind\":1,\"country\":\"" + longest + "\"}")).isEqualTo("bare");
        assertThat(unwrapped("{\"ind\":1,\"country\":\"" + longest + "x\"}")).isEqualTo("!line_too_large");
    }

    @Test
    void aNameOfFiftyThousandCharactersIsReadAndALongerOneIsNot() {
        String longest = "x".repeat(50_000);
        assertThat(unwrapped("{\"ind\":1,\"country\":\"X\",\"" + longest + "\":1}"))
                .isEqualTo("bare");
        assertThat(unwrapped("{\"ind\":1,\"country\":\"X\",\"" + longest + "x\":1}"))
                .isEqualTo("!line_too_large");
    }

    @Test
    void bytesThatAreNoUtf8AreNoJson() {
        byte[] line = json(ROW).getBytes(StandardCharsets.ISO_8859_1);
        for (int broken : new int[] {0x80, 0xC3, 0xE2, 0xF0, 0xFF}) {
            byte[] copy = line.clone();
            copy[copy.length - 3] = (byte) broken;
            assertThat(unwrapped(copy)).isEqualTo("!not_json");
        }
        assertThat(unwrapped(json(ROW).getBytes(StandardCharsets.UTF_16BE))).isEqualTo("!not_json");
    }

    @Test
    void aLineIsReadWhereItStands() {
        byte[] line = json("{'value':" + ROW + "}").getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[line.length + 20];
        Arrays.fill(buffer, (byte) '}');
        System.arraycopy(line, 0, buffer, 10, line.length);

        assertThat(new EnvelopeUnwrapper(GEO).unwrap(buffer, 10, line.length))
                .isEqualTo(new EnvelopeUnwrapper(GEO).unwrap(line, 0, line.length));
    }

    @Test
    void theFieldsOfALineAreThoseOfItsRowWithoutTheKey() {
        EnvelopeUnwrapper unwrapper = new EnvelopeUnwrapper(GEO);
        assertThat(unwrapper.ownFields(json("{'value':" + ROW + "}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(1);
        assertThat(unwrapper.ownFields(json("{'index':1,'name':'Maya'}").getBytes(StandardCharsets.UTF_8)))
                .isZero();
        assertThat(unwrapper.ownFields("hello".getBytes(StandardCharsets.UTF_8)))
                .isZero();
    }

    /** A row whose unknown field is nested, so that the line is as deep as said. */
    private static String nested(int levels) {
        return "{\"ind\":1,\"country\":\"X\",\"more\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static String json(String line) {
        return line.replace("ROW", ROW).replace('\'', '"');
    }

    private static String quoted(String json) {
        return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String unwrapped(String line) {
        return unwrapped(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String unwrapped(byte[] line) {
        return new EnvelopeUnwrapper(GEO)
                .unwrap(line, 0, line.length).stream()
                        .map(EnvelopeUnwrapperTest::told)
                        .collect(Collectors.joining(" "));
    }

    private static String told(Unwrapped record) {
        if (record.problem() != null) {
            return "!" + record.problem().reason();
        }
        String layers = record.layers().stream().map(Layer::label).collect(Collectors.joining("+"));
        return (layers.isEmpty() ? "bare" : layers) + (record.deleted() ? "-" : "");
    }
}
