package pinpipe.etl.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenerTest {
    private static final Table GEO =
            Table.named("geo").keyed("ind", "index").reads("country").writes("ind BIGINT, country STRING");

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "{\"ind\":1,\"country\":\"X\"}                          → bare",
                "{\"index\":1,\"country\":\"X\"}                        → key_renamed",
                "{\"value\":{\"ind\":1,\"country\":\"X\"}}              → value_wrapped",
                "{\"key\":\"1\",\"value\":{\"ind\":1,\"country\":\"X\"}} → value_wrapped",
                "[{\"value\":{\"ind\":1,\"country\":\"X\"}}]            → array_wrapped+value_wrapped",
                "[{\"ind\":1,\"country\":\"X\"},{\"ind\":2,\"country\":\"Y\"}] → array_wrapped array_wrapped",
                "{\"records\":[{\"value\":{\"ind\":1,\"country\":\"X\"}}]} → records_wrapped+value_wrapped",
                "\"{\\\"ind\\\":1,\\\"country\\\":\\\"X\\\"}\"          → double_encoded",
                "{\"value\":\"{\\\"ind\\\":1,\\\"country\\\":\\\"X\\\"}\"} → value_wrapped+double_encoded",
                "{\"index\":{\"ind\":1,\"country\":\"X\"}}              → index_wrapped",
                "\"\"                                                   → !empty",
                "null                                                   → !empty",
                "[]                                                     → !empty",
                "{}                                                     → !empty",
                "{\"value\":{}}                                         → !empty",
                "{\"records\":[]}                                       → !empty",
                "\"[]\"                                                 → !empty",
                "42                                                     → !not_an_object",
                "true                                                   → !not_an_object",
                "[1,2,3]                                                → !not_an_object",
                "hello                                                  → !not_json",
                "\"hello\"                                              → !not_json",
                "{\"ind\":1                                             → !not_json",
                "{'ind':1}                                              → !not_json",
                "{\"ind\":NaN}                                          → !not_json",
                "{\"ind\":1}{\"ind\":2}                                 → !text_after_json",
                "{\"ind\":1} x                                          → !text_after_json",
                "{\"ind\":1}],[                                         → !text_after_json",
                "{\"country\":\"X\"},{\"value\":1                       → !text_after_json",
            })
    void aLineIsOpenedLayerByLayerOrRefused(String line, String meant) {
        assertThat(opened(line.strip())).isEqualTo(meant.strip());
    }

    @Test
    void blanksAfterALineAreOpened() {
        assertThat(opened("{\"ind\":1,\"country\":\"X\"} \t\r")).isEqualTo("blanks_after");
    }

    private static String opened(String line) {
        return new Opener(GEO)
                .open(line.getBytes(StandardCharsets.UTF_8)).stream()
                        .map(record -> record.problem() != null
                                ? "!" + record.problem()
                                : record.layers().isEmpty() ? "bare" : String.join("+", record.layers()))
                        .collect(Collectors.joining(" "));
    }
}
