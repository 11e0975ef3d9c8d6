package pinpipe.testdata;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import pinpipe.cli.Failure;
import pinpipe.testdata.SourceTable.Column;

/**
 * Rows in a folder's {@code pinterest_data.jsonl}, {@code geolocation_data.jsonl} and {@code user_data.jsonl}, each also
 * with {@code .gz}: one flat JSON object a line, its fields in any order, a missing one being null.
 */
public final class RowFiles implements SourceRows {
    private final Path folder;

    /** The rows in this folder; nothing is read yet. */
    public RowFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A file that is missing, and a line that is no row of the table, are a {@link Failure} to be mended by the asker.
     */
    @Override
    public Stream<Map<String, Object>> of(SourceTable table) {
        Path file = file(table);
        try {
            LineNumberReader lines = opened(file);
            return lines.lines()
                    .map(line -> row(table, line, lines.getLineNumber(), file))
                    .onClose(() -> close(lines));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private Path file(SourceTable table) {
        Path plain = folder.resolve(table.tableName() + ".jsonl");
        Path zipped = folder.resolve(table.tableName() + ".jsonl.gz");
        if (Files.exists(plain)) {
            return plain;
        }
        if (Files.exists(zipped)) {
            return zipped;
        }
        throw Failure.askedWrongly(
                "Cannot read the rows of %s: neither %s nor %s.gz is there. Give the folder that holds it."
                        .formatted(table.tableName(), plain, plain.getFileName()));
    }

    private static LineNumberReader opened(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        return new LineNumberReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    }

    private static Map<String, Object> row(SourceTable table, String line, int number, Path file) {
        try {
            Map<String, Object> found = JsonLine.parsed(line);
            Map<String, Object> row = new LinkedHashMap<>();
            for (Column column : table.columns()) {
                row.put(column.name(), found.remove(column.name()));
            }
            if (!found.isEmpty()) {
                throw new IOException("%s has no column %s".formatted(table.tableName(), found.keySet()));
            }
            return row;
        } catch (JsonProcessingException error) {
            throw noRow(number, file, error.getOriginalMessage());
        } catch (IOException error) {
            throw noRow(number, file, error.getMessage());
        }
    }

    private static Failure noRow(int number, Path file, String why) {
        return Failure.askedWrongly(
                "Cannot read line %d of %s: %s. Mend the line or leave it out.".formatted(number, file, why));
    }

    private static void close(LineNumberReader lines) {
        try {
            lines.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
