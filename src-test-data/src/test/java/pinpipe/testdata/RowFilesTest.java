package pinpipe.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

class RowFilesTest {
    private static final InventedPosts INVENTED = new InventedPosts(3, 200);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(SourceTable table) throws IOException {
        Files.writeString(folder.resolve(table.tableName() + ".jsonl"), lines(table));

        assertThat(read(table)).isEqualTo(INVENTED.of(table).toList());
    }

    @Test
    void zippedFilesAreReadToo() throws IOException {
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(folder.resolve("user_data.jsonl.gz")))) {
            zipped.write(lines(SourceTable.USER).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(SourceTable.USER)).hasSize(200);
    }

    @Test
    void fieldsMayStandInAnyOrderAndAMissingOneIsNull() throws IOException {
        geo("{\"country\":\"Chad\",\"latitude\":-88.8298,\"ind\":4,\"timestamp\":null}");

        Map<String, Object> row = read(SourceTable.GEO).get(0);

        assertThat(row.keySet()).containsExactly("ind", "timestamp", "latitude", "longitude", "country");
        assertThat(row.values()).containsExactly(4, null, -88.8298, null, "Chad");
    }

    @Test
    void aMissingFileIsOneSentence() {
        assertThatThrownBy(() -> read(SourceTable.PIN))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY))
                .hasMessage(
                        "Cannot read the rows of pinterest_data: neither %s/pinterest_data.jsonl nor"
                                + " pinterest_data.jsonl.gz is there. Give the folder that holds it.",
                        folder);
    }

    @Test
    void aLineThatIsNoRowIsNamed() throws IOException {
        geo("{\"ind\":1}\n{\"ind\":2,\"planet\":\"Mars\"}");
        assertThatThrownBy(() -> read(SourceTable.GEO))
                .hasMessage(
                        "Cannot read line 2 of %s/geolocation_data.jsonl: geolocation_data has no column [planet]."
                                + " Mend the line or leave it out.",
                        folder);

        geo("{\"ind\":[1]}");
        assertThatThrownBy(() -> read(SourceTable.GEO)).hasMessageContaining("ind is neither a number nor a text");

        geo("[1]");
        assertThatThrownBy(() -> read(SourceTable.GEO)).hasMessageContaining("it is no JSON object");

        geo("{\"ind\":");
        assertThatThrownBy(() -> read(SourceTable.GEO)).hasMessageContaining("line 1 of");
    }

    private void geo(String lines) throws IOException {
        Files.writeString(folder.resolve("geolocation_data.jsonl"), lines + "\n");
    }

    private List<Map<String, Object>> read(SourceTable table) {
        try (Stream<Map<String, Object>> rows = new RowFiles(folder).of(table)) {
            return rows.toList();
        }
    }

    private static String lines(SourceTable table) {
        return INVENTED.of(table).map(row -> JsonLine.of(row) + "\n").collect(Collectors.joining());
    }
}
