package pinpipe.cleaning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * What the rules that clean a table are called, such as {@code 0.1.0 3f2a9c1b}: the version of pinpipe, and a fingerprint of
 * the table's definition. Two definitions of one name clean alike.
 */
public final class RulesFingerprint {
    private static final String VERSION = version();

    private RulesFingerprint() {}

    /** The name of a table's rules, the same in every process. */
    public static String of(Table table) {
        List<String> parts = new ArrayList<>(table.ignoredNames());
        for (Column column : table.columns()) {
            parts.addAll(List.of("column", column.name(), column.shape().name()));
            for (Field field : column.fields()) {
                parts.add("field");
                parts.addAll(field.names());
                parts.addAll(field.type().details());
            }
        }
        CRC32 sum = new CRC32();
        for (String part : parts) {
            sum.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
        }
        return "%s %08x".formatted(VERSION, sum.getValue());
    }

    private static String version() {
        try (InputStream in = Objects.requireNonNull(RulesFingerprint.class.getResourceAsStream("version"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
