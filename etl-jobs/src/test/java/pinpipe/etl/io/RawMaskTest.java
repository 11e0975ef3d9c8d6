package pinpipe.etl.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawMaskTest {
    @Test
    void namesAndNestingStayAndValuesGo() {
        assertThat(RawMask.masked("{\"ind\":42,\"first_name\":\"Zoë 🎈\",\"old\":true,\"far\":1.0E-5,"
                        + "\"none\":null,\"many\":[{\"a\":\"b\"},7]}"))
                .isEqualTo("{\"ind\":\"<whole number>\",\"first_name\":\"<text of 5>\",\"old\":\"<true or false>\","
                        + "\"far\":\"<number>\",\"none\":null,\"many\":[{\"a\":\"<text of 1>\"},\"<whole number>\"]}");
    }

    @Test
    void aStringThatHoldsJsonIsHiddenInside() {
        assertThat(RawMask.masked("\"{\\\"value\\\":{\\\"ind\\\":1}}\""))
                .isEqualTo("\"{\\\"value\\\":{\\\"ind\\\":\\\"<whole number>\\\"}}\"");
        assertThat(RawMask.masked("\"{no json\"")).isEqualTo("\"<text of 8>\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"ind\":1,\"na', <12 characters>",
                "Ada Lovelace, <12 characters>",
                "'', <0 characters>",
                "'{\"a\":1} Ada', '{\"a\":\"<whole number>\"} <4 characters>'",
                "'{} ', '{}'",
                "'{\"a\":1}{\"b\":2}', '{\"a\":\"<whole number>\"} <7 characters>'",
                "12, '\"<whole number>\"'",
                "'\"\"', '\"<text of 0>\"'"
            })
    void whatIsNoJsonBecomesItsLength(String raw, String masked) {
        assertThat(RawMask.masked(raw)).isEqualTo(masked);
    }

    @Test
    void aDepthThatNoReaderTakesIsALengthToo() {
        assertThat(RawMask.masked("[".repeat(100_000))).isEqualTo("<100,000 characters>");
    }
}
