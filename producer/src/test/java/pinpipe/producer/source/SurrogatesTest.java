package pinpipe.producer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurrogatesTest {
    @ParameterizedTest
    @CsvSource({"EDA080, d800", "EDAFBF, dbff", "EDB080, dc00", "EDBFBF, dfff"})
    void eachSurrogateIsEscapedWhereverItStands(String bytes, String codePoint) {
        for (int before = 0; before < 20; before++) {
            for (int after = 0; after < 20; after++) {
                String row = hex("x".repeat(before)) + bytes + hex("y".repeat(after));

                assertThat(escaped(row)).isEqualTo("x".repeat(before) + "\\u" + codePoint + "y".repeat(after));
            }
        }
    }

    @Test
    void severalAreEscapedAndTheTextBetweenThemStays() {
        assertThat(escaped("EDA0BD" + "EDB88A" + hex("한🏝") + "EDA0BD")).isEqualTo("\\ud83d\\ude0a한🏝\\ud83d");
    }

    @Test
    void aRowWithoutOneIsNotCopied() {
        byte[] row = "{\"country\":\"한국 🏝 Россия\"}".getBytes(UTF_8);

        assertThat(Surrogates.escaped(row)).isSameAs(row);
        assertThat(Surrogates.escaped(new byte[0])).isEmpty();
    }

    private static String escaped(String bytes) {
        return new String(Surrogates.escaped(HexFormat.of().parseHex(bytes)), UTF_8);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
