package pinpipe.stack;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Locale;

/** Credentials that a stack makes for itself, and files that only their owner may read. */
final class Secrets {
    private static final int BITS = 128;

    private Secrets() {}

    /** A new one: capital letters and digits only, so that it needs no quoting anywhere. */
    static String generate() {
        return new BigInteger(BITS, new SecureRandom())
                .setBit(BITS)
                .toString(36)
                .toUpperCase(Locale.ROOT);
    }

    /** Writes a file that only its owner may read, from its first byte on. */
    static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
