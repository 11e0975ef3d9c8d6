package pinpipe.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output for rows: UTF-8 whatever the machine's locale, and buffered, so whoever prints must flush at the end. */
public final class StandardOutput {
    private StandardOutput() {}

    /** The stream. */
    public static PrintStream utf8() {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
    }
}
