package pinpipe.etl.landing.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Store;

class LandedOffsetsTest {
    private static final String FOLDER = "topics/t.pin/partition=0/";

    @TempDir
    Path landing;

    @Test
    void nothingLandedIsNoOffset() throws IOException {
        assertThat(next()).isEmpty();
        Files.createDirectories(landing.resolve(FOLDER));
        assertThat(next()).isEmpty();
    }

    @Test
    void theNextOffsetFollowsTheHighestObjectsLines() throws IOException {
        put(FOLDER + "t.pin+0+0000000100.json", "{}\n{}\n{}\n");
        put(FOLDER + "t.pin+0+0000000090.json", "{}\n".repeat(10));
        assertThat(next()).hasValue(103);
    }

    @Test
    void offsetsAreComparedAsNumbers() throws IOException {
        put(FOLDER + "t.pin+0+9999999999.json", "{}\n");
        put(FOLDER + "t.pin+0+10000000000.json", "{}\n{}\n");
        assertThat(next()).hasValue(10_000_000_002L);
    }

    @Test
    void aGzipObjectIsCountedByItsLines() throws IOException {
        put(FOLDER + "t.pin+0+0000000100.json", "{}\n");
        put(FOLDER + "t.pin+0+0000000101.json.gz", gzip("{}\n{}\n"));
        assertThat(next()).hasValue(103);
    }

    @Test
    void whatIsNoObjectOfThisPartitionDoesNotCount() throws IOException {
        put(FOLDER + "t.pin+0+0000000001.json", "{}\n");
        put(FOLDER + ".t.pin+0+0000000009.json.unfinished", "{}\n");
        put(FOLDER + "t.pin+1+0000000009.json", "{}\n");
        put(FOLDER + "notes.txt", "{}\n");
        put("topics/t.pin/year=2024/t.pin+0+0000000009.json", "{}\n");
        put("topics/t.pin/partition=1/t.pin+1+0000000009.json", "{}\n");
        assertThat(next()).hasValue(2);
    }

    @Test
    void aHalfGzipObjectIsRejectedWithItsRemedy() throws IOException {
        byte[] whole = gzip("{}\n".repeat(100));
        put(FOLDER + "t.pin+0+0000000001.json.gz", Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(this::next)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.DATA_REJECTED))
                .hasMessageStartingWith("Cannot land after ")
                .hasMessageEndingWith(
                        "t.pin+0+0000000001.json.gz: it is no whole gzip file. Delete it, and its records are landed again.");
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'a\n', 1", "'a', 1", "'a\nb', 2", "'\n\n', 2", "'a\n\n', 2"})
    void linesEndWithTheirNewlineOrTheText(String text, long lines) throws IOException {
        assertThat(LandedOffsets.lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(lines);
    }

    private OptionalLong next() throws IOException {
        return new LandedOffsets(Store.at(Map.of(), landing.toString())).next("t.pin", 0);
    }

    private void put(String path, String text) throws IOException {
        put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = landing.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(content)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return content.toByteArray();
    }
}
