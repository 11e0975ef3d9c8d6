package pinpipe.testdata;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The 243 names of countries that the source knows, in the order of the alphabet. */
final class Countries {
    static final List<String> NAMES = read();

    private Countries() {}

    private static List<String> read() {
        try (InputStream names = Countries.class.getResourceAsStream("countries.txt")) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
