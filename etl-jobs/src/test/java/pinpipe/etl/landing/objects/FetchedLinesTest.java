package pinpipe.etl.landing.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.etl.records.LineSource;
import pinpipe.etl.records.RecordCursor;

/** What tasks read of landed objects, whole, split and zipped. */
class FetchedLinesTest {
    private static final String CONTENT = "\uFEFF{\"ind\":1,\"age\":30,\"date_joined\":\"2020-01-01 00:00:00\"}\r\n"
            + "\n\nno JSON: \u00e9\n[{\"ind\":2,\"date_joined\":\"2020-01-01 00:00:00\"},{\"ind\":3,\"date_joined\":\"2020-01-01 00:00:00\"}]\n"
            + "\r\n{\"ind\":4,\"age\":\"x\"}\n{\"ind\":5,\"date_joined\":\"2020-01-01 00:00:00\"}";

    @TempDir
    Path folder;

    @Test
    void anObjectCutAnywhereGivesTheSameRecordsPlacesAndCounts() throws IOException {
        for (String path : List.of("partition=0/t+0+10.json", "hour=03/t+0+10.json")) {
            LandedObject object = write(path, CONTENT.getBytes(UTF_8));
            Read whole = read(object, SplitPlanner.USUAL);
            assertThat(whole.records).hasSize(9);

            for (int bytes = 1; bytes < object.size(); bytes++) {
                Read split = read(object, new SplitPlanner(0, bytes));
                assertThat(split.records).as("%d bytes a split", bytes).isEqualTo(whole.records);
                assertThat(split.counts.toBytes()).isEqualTo(whole.counts.toBytes());
                assertThat(split.bytes).isEqualTo(whole.bytes);
            }
        }
    }

    @Test
    void aLineMayReachOverManySplits() throws IOException {
        String line =
                "{\"ind\":1,\"note\":\"%s\",\"date_joined\":\"2020-01-01 00:00:00\"}".formatted("x".repeat(300_000));
        LandedObject object = write("partition=0/t+0+10.json", (line + "\n" + line).getBytes(UTF_8));

        assertThat(read(object, new SplitPlanner(0, 1_000)).records).hasSize(2);
    }

    @Test
    void aZippedObjectOfSeveralMembersIsReadToItsEnd() throws IOException {
        byte[] members = concat(zipped("{\"ind\":1}\n{\"in"), zipped("d\":2}\n"), zipped(""), zipped("{\"ind\":3}"));
        LandedObject object = write("partition=0/t+0+10.json.gz", members);

        assertThat(read(object, SplitPlanner.USUAL).records).hasSize(3);
        assertThat(read(object, new SplitPlanner(0, 5)).records)
                .as("it is not split")
                .hasSize(3);
    }

    @Test
    void aZippedObjectThatIsCutIsNeverTakenForRead() throws IOException {
        byte[] one = zipped(CONTENT);
        byte[] two = concat(one, zipped("{\"ind\":7}\n"));
        for (int length = 0; length < two.length; length++) {
            LandedObject object = write("partition=0/t+0+10.json.gz", Arrays.copyOf(two, length));
            if (length != one.length) {
                assertThatThrownBy(() -> read(object, SplitPlanner.USUAL))
                        .as("%d of %d bytes", length, two.length)
                        .isInstanceOf(ObjectNotReadException.class)
                        .hasMessageStartingWith(object.path() + " could not be read (");
            }
        }
    }

    @Test
    void bytesBehindTheLastMemberAreAnError() throws IOException {
        for (String behind : List.of("x", "\u0000", "no gzip at all, and longer than any header of it")) {
            LandedObject object =
                    write("partition=0/t+0+10.json.gz", concat(zipped("{\"ind\":1}\n"), behind.getBytes(UTF_8)));
            assertThatThrownBy(() -> read(object, SplitPlanner.USUAL)).isInstanceOf(ObjectNotReadException.class);
        }
    }

    @Test
    void anObjectThatIsAnotherOneByNowIsNotRead() throws IOException {
        LandedObject object = write("partition=0/t+0+10.json", "{\"ind\":1}\n".getBytes(UTF_8));
        LandedObject shorter = new LandedObject(object.path(), 9, object.modified(), object.name());
        LandedObject longer = new LandedObject(object.path(), 11, object.modified(), object.name());
        LandedObject older =
                new LandedObject(object.path(), 10, object.modified() - 1, LandedObject.BY_TIME, object.name());
        LandedObject ofPlan = new LandedObject(object.path(), 10, object.modified() - 1, object.name());

        for (SplitPlanner planner : List.of(SplitPlanner.USUAL, new SplitPlanner(0, 4))) {
            assertThatThrownBy(() -> read(shorter, planner)).hasMessageContaining("it is not 9 bytes long");
            assertThatThrownBy(() -> read(longer, planner)).hasMessageContaining("it is not 11 bytes long");
            assertThatThrownBy(() -> read(older, planner)).hasMessageContaining("it was written again");
            assertThat(read(ofPlan, planner).records)
                    .as("a plan does not know its time")
                    .hasSize(1);
        }
    }

    /** What was read of an object. */
    private static final class Read {
        private final List<String> records = new ArrayList<>();
        private final CleaningCounts counts = new CleaningCounts(USER);
        private long bytes;
    }

    private Read read(LandedObject object, SplitPlanner planner) throws IOException {
        Read read = new Read();
        long before = 0;
        for (LandingTask task : planner.tasks(List.of(object), any -> 1_000)) {
            long lines = 0;
            FetchedLines source =
                    new FetchedLines(ObjectReader.at(Map.of(), folder.toUri().toString()), task.splits());
            try (RecordCursor cursor = new RecordCursor(USER, source)) {
                while (cursor.next()) {
                    if (cursor.isAtCounts()) {
                        lines += cursor.counts().lines();
                        read.bytes += cursor.counts().bytes();
                        read.counts.add(cursor.counts().cleaning().toBytes());
                    } else {
                        read.records.add(record(cursor, before));
                    }
                }
            }
            before += lines;
        }
        return read;
    }

    private static String record(RecordCursor cursor, long linesBefore) {
        LineSource place = cursor.place();
        boolean consecutive = ObjectName.read(place.object()).orElseThrow().consecutive();
        return "%s %d %d %d %s %s"
                .formatted(
                        place.object(),
                        place.offset() + (consecutive ? linesBefore : 0),
                        place.position() + (consecutive ? 0 : linesBefore * ObjectSplit.POSITIONS_A_LINE),
                        cursor.number(),
                        new String(place.bytes(), place.from(), place.length(), UTF_8),
                        cursor.record().reasons());
    }

    private LandedObject write(String path, byte[] content) throws IOException {
        String name = "topics/t/" + path;
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return new LandedObject(
                name,
                content.length,
                Files.getLastModifiedTime(file).toMillis(),
                LandedObject.BY_TIME,
                ObjectName.read(name).orElseThrow());
    }

    private static byte[] zipped(String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
