package pinpipe.etl.landing.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ObjectSequenceTest {
    private static final String FOLDER = "topics/0a1b.pin/partition=2/";
    private static final String OBJECT = FOLDER + "0a1b.pin+2+%010d.json";

    /** Paths and content in the order of writing. */
    private final Map<String, byte[]> written = new LinkedHashMap<>();

    @Test
    void anObjectEndsWhenItHasItsRecords() throws IOException {
        ObjectSequence objects = sequence(new ObjectShape(2, false));
        add(objects, 7, "a", "b", "c", "d", "e");

        assertThat(objects.end()).containsExactly(new LandedPartition("0a1b.pin", 2, 7, 11, 5, 3, 10));
        assertThat(texts())
                .containsExactly(
                        Map.entry(OBJECT.formatted(7), "a\nb\n"),
                        Map.entry(OBJECT.formatted(9), "c\nd\n"),
                        Map.entry(OBJECT.formatted(11), "e\n"));
    }

    @Test
    void anObjectEndsBeforeTheLineThatWouldMakeItTooLarge() throws IOException {
        ObjectSequence objects = sequence(new ObjectShape(100, 6, false));
        add(objects, 0, "aa", "bb", "c", "longer than any object", "d");
        objects.end();

        assertThat(texts().values()).containsExactly("aa\nbb\n", "c\n", "longer than any object\n", "d\n");
        assertThat(texts()).containsKeys(OBJECT.formatted(2), OBJECT.formatted(3), OBJECT.formatted(4));
    }

    @Test
    void anObjectNeverSpansAHoleInTheOffsets() throws IOException {
        ObjectSequence objects = sequence(new ObjectShape(3, false));
        add(objects, 0, "a", "b");
        add(objects, 3, "c");
        add(objects, 1_000, "d", "e", "f", "g");

        assertThat(objects.end()).containsExactly(new LandedPartition("0a1b.pin", 2, 0, 1_003, 7, 4, 14));
        assertThat(texts())
                .containsExactly(
                        Map.entry(OBJECT.formatted(0), "a\nb\n"),
                        Map.entry(OBJECT.formatted(3), "c\n"),
                        Map.entry(OBJECT.formatted(1_000), "d\ne\nf\n"),
                        Map.entry(OBJECT.formatted(1_003), "g\n"));
    }

    @Test
    void anotherPartitionIsAnotherObject() throws IOException {
        ObjectSequence objects = sequence(new ObjectShape(10, false));
        objects.add("0a1b.pin", 0, 0, bytes("a"));
        objects.add("0a1b.pin", 1, 1, bytes("b"));
        objects.add("0a1b.geo", 1, 2, bytes("c"));

        assertThat(objects.end())
                .containsExactly(
                        new LandedPartition("0a1b.pin", 0, 0, 0, 1, 1, 2),
                        new LandedPartition("0a1b.pin", 1, 1, 1, 1, 1, 2),
                        new LandedPartition("0a1b.geo", 1, 2, 2, 1, 1, 2));
    }

    @Test
    void anObjectIsWrittenBeforeTheNextIsFilled() throws IOException {
        ObjectSequence objects = sequence(new ObjectShape(1, false));
        add(objects, 0, "a", "b");

        assertThat(written).containsOnlyKeys(OBJECT.formatted(0));
        objects.end();
        assertThat(written).containsOnlyKeys(OBJECT.formatted(0), OBJECT.formatted(1));
    }

    @Test
    void afterAFailedWriteNothingFollows() throws IOException {
        ObjectSequence objects = new ObjectSequence(new ObjectShape(1, false), (path, content) -> {
            if (written.size() == 1) {
                throw new IOException("disk on fire");
            }
            written.put(path, content);
        });
        add(objects, 0, "a", "b");

        assertThatThrownBy(() -> add(objects, 2, "c")).hasMessage("disk on fire");
        assertThat(written).containsOnlyKeys(OBJECT.formatted(0));
    }

    @Test
    void nothingMakesNoObject() throws IOException {
        assertThat(sequence(new ObjectShape(1, false)).end()).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void gzipHoldsTheSameLinesAndNoTime() throws IOException {
        ObjectSequence objects = sequence(new ObjectShape(10, true));
        add(objects, 5, "a", "b");
        objects.end();

        byte[] content = written.get(FOLDER + "0a1b.pin+2+0000000005.json.gz");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("a\nb\n");
        assertThat(content[4] | content[5] | content[6] | content[7]).isZero();
    }

    private ObjectSequence sequence(ObjectShape shape) {
        return new ObjectSequence(shape, written::put);
    }

    private static void add(ObjectSequence objects, long offset, String... values) throws IOException {
        for (String value : values) {
            objects.add("0a1b.pin", 2, offset++, bytes(value));
        }
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        written.forEach((path, content) -> texts.put(path, new String(content, StandardCharsets.UTF_8)));
        return texts;
    }
}
