package pinpipe.etl.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.io.Landing.Reading;

/** By the bytes of its lines it is known whether an object came whole, whatever stands in it. */
class WholeObjectsTest {
    @TempDir
    Path folder;

    private Landing landing;

    @BeforeEach
    void aLanding() throws IOException {
        landing = new Landing(LocalSpark.spark(), folder.toUri().toString(), Reading.SPARK);
    }

    @Test
    void whateverStandsInAnObjectItIsWhole() throws IOException {
        write(0, "{}\n{}\n", UTF_8);
        write(10, "no line feed at the end", UTF_8);
        write(20, "carriage returns\r\nand blank lines\r\n\r\n\n", UTF_8);
        write(30, "\uFEFFa byte order mark\n", UTF_8);
        write(40, "\uFEFFone and no line feed", UTF_8);
        write(50, "no UTF-8: \u00e9\n", ISO_8859_1);
        write(60, "", UTF_8);

        assertThat(lines(landing.list("t").objects()))
                .isEqualTo(Map.of(
                        path(0), 2L, path(10), 1L, path(20), 4L, path(30), 1L, path(40), 1L, path(50), 1L, path(60),
                        0L));
    }

    @Test
    void anObjectThatIsShorterOrLongerThanItWasIsNamed() throws IOException {
        write(0, "{}\n{}\n", UTF_8);
        write(10, "{}\n{}\n", UTF_8);
        List<Landed> listed = landing.list("t").objects();

        for (String other : List.of("{}\n{", "{}\n{}\n{}\n", "")) {
            write(10, other, UTF_8);
            assertThatThrownBy(() -> lines(listed))
                    .as("'%s'", other)
                    .isInstanceOf(IOException.class)
                    .hasMessage(path(10) + " could not be read (it is not 6 bytes long, as it was when it was listed)");
        }
    }

    private Map<String, Long> lines(List<Landed> objects) throws IOException {
        return landing.lines(landing.read(objects), objects);
    }

    private void write(long offset, String content, Charset charset) throws IOException {
        Path object = folder.resolve(path(offset));
        Files.createDirectories(object.getParent());
        Files.write(object, content.getBytes(charset));
    }

    private static String path(long offset) {
        return ObjectName.path("t", 0, offset, false);
    }
}
