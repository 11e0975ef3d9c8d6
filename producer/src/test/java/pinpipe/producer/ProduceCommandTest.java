package pinpipe.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;

class ProduceCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyMissingOptionIsNamedAtOnce() {
        assertThat(produce()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .isEqualTo("Cannot produce: --credentials is missing; --to is missing. See `produce --help`.\n");
    }

    @Test
    void kafkaNeedsServersAndAPrefix() {
        assertThat(produce("--credentials", "x", "--to", "kafka")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .isEqualTo("Cannot produce: --bootstrap-servers is missing; --prefix is missing."
                        + " See `produce --help`.\n");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(produce(
                        "--credentials",
                        "x",
                        "--to",
                        "kafka",
                        "--bootstrap-servers",
                        "h:1",
                        "--prefix",
                        "a b",
                        "--rate",
                        "0",
                        "--partitions",
                        "0"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .contains("--prefix must be letters, digits, '.', '_' and '-', was 'a b'")
                .contains("--rate, --count and --seed belong to --mode emulate")
                .contains("--rate must be above 0, was 0.0")
                .contains("--partitions must be at least 1, was 0");
    }

    @Test
    void anUnreadableCredentialsFileIsAskedWrongly() {
        assertThat(produce("--credentials", folder.resolve("none.yaml").toString(), "--to", "console"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err()).contains("there is no such file").hasLineCount(1);
    }

    @Test
    @Timeout(15)
    void aDatabaseThatIsDownMayBeTriedAgain() throws IOException {
        assertThat(produce("--credentials", credentials(freePort()), "--to", "console"))
                .isEqualTo(Exit.BROKEN);
        assertThat(err())
                .startsWith("Cannot produce from pinterest at 127.0.0.1:")
                .contains("the database does not answer (Connection refused).")
                .doesNotContain("s3cret")
                .hasLineCount(1);
    }

    @Test
    @Timeout(15)
    void aPasswordThatEverybodyMayReadDrawsAWarning() throws IOException {
        String file = credentials(freePort());
        Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(produce("--credentials", file, "--to", "console")).isEqualTo(Exit.BROKEN);
        assertThat(err())
                .startsWith(
                        "Everybody on this machine may read the password in %1$s. Do: chmod 600 %1$s\n".formatted(file))
                .hasLineCount(2);
    }

    @Test
    @Timeout(15)
    void aServerThatTakesTheCallAndSaysNothingIsNotWaitedForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThat(produce("--credentials", credentials(silent.getLocalPort()), "--to", "console"))
                    .isEqualTo(Exit.BROKEN);
            assertThat(err()).contains("the database does not answer").hasLineCount(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String credentials(int port) throws IOException {
        Path file = Files.writeString(
                folder.resolve("db_creds.yaml"),
                "HOST: 127.0.0.1\nPORT: %d\nUSER: me\nPASSWORD: s3cret\nDATABASE: pinterest\n".formatted(port));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }

    private Exit produce(String... args) {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(outStream, errStream).run(new ProduceCommand(outStream, errStream), args);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
