package pinpipe.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;
import pinpipe.testdata.SourceRows;
import pinpipe.testdata.SourceTable;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StackCommandTest {
    private static final InventedPosts POSTS = new InventedPosts(7, 1_200);

    @TempDir
    Path temporary;

    @TempDir
    Path folder;

    @Test
    void itsTablesHoldTheRowsAndItsFilesTellTheWayUntilTermRemovesAll() throws Exception {
        try (StackProcess stack = new StackProcess(temporary, "--posts", "1200", "--seed", "7")) {
            stack.readUntil("Ready. Ctrl-C stops it.");
            Path dir = only(temporary);
            Map<String, Object> credentials = yaml(dir.resolve("db_creds.yaml"));
            List<ProcessHandle> servers = stack.servers();

            assertTablesHold(POSTS, credentials);
            assertFilesTellTheWay(dir, credentials);
            assertThat(stack.said())
                    .hasSize(6)
                    .noneMatch(line -> line.contains(credentials.get("PASSWORD").toString()));

            assertThat(stack.terminated()).as("%s", stack.said()).isEqualTo(128 + 15);
            assertThat(stack.said()).hasSize(6);
            assertThat(temporary).isEmptyDirectory();
            assertThat(servers).isNotEmpty();
            StackProcess.assertGone(servers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "database/program/bin/mariadbd", "database/data/ibdata1"})
    void endedWhileStartingItLeavesNothingAndComplainsOfNothing(String appears) throws Exception {
        try (StackProcess stack = new StackProcess(temporary)) {
            stack.readUntil("Starting");
            await(only(temporary).resolve(appears));

            assertThat(stack.terminated()).as("%s", stack.said()).isEqualTo(128 + 15);

            assertThat(stack.said()).hasSize(1);
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void killedItLeavesNoServerRunning() throws Exception {
        writeRows(POSTS, folder);
        Path dir = folder.resolve("a stack");
        try (StackProcess stack = new StackProcess(temporary, "--dir", dir.toString(), "--rows", folder.toString())) {
            stack.readUntil("Ready.");
            List<ProcessHandle> servers = stack.servers();
            assertThat(commands(servers)).anyMatch(command -> command.endsWith("/mariadbd"));
            assertThat(commands(servers)).anyMatch(command -> command.endsWith("/java"));
            assertTablesHold(POSTS, yaml(dir.resolve("db_creds.yaml")));
            assertThat(dir.resolve("env")).content().contains("\nPINPIPE_WAREHOUSE='" + dir + "/warehouse'\n");

            stack.kill();

            StackProcess.assertGone(servers);
        }
    }

    @Test
    void aRowThatTheDatabaseRefusesEndsIt() throws Exception {
        writeRows(new InventedPosts(7, 3), folder);
        Files.writeString(folder.resolve("user_data.jsonl"), "{\"ind\":0,\"date_joined\":\"one day\"}\n");
        try (StackProcess stack = new StackProcess(temporary, "--rows", folder.toString())) {
            assertThat(stack.ended()).isEqualTo(Exit.ASKED_WRONGLY.code());

            assertThat(stack.said()).hasSize(2);
            assertThat(stack.said().get(1))
                    .startsWith("Cannot fill user_data: Data truncation: Incorrect datetime value: 'one day'")
                    .endsWith(". Mend the row or leave it out.");
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void allProblemsAreReportedBeforeAnythingStarts() throws Exception {
        Files.writeString(folder.resolve("somebody's"), "file");

        assertThat(refused("--dir", folder.toString(), "--posts", "0", "--rows", "nowhere"))
                .isEqualTo("Cannot start the stack: --dir must be empty or new, and " + folder
                        + " is not; --posts must be at least 1, was 0; --posts and --rows cannot stand together;"
                        + " --rows must be a folder, and nowhere is none. See `stack --help`.");
        assertThat(refused("--rows", folder.toString()))
                .startsWith("Cannot read the rows of pinterest_data: neither ")
                .endsWith(" is there. Give the folder that holds it.");
    }

    private static String refused(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, UTF_8);
        assertThat(new Console(stream, stream).run(new StackCommand(stream), arguments))
                .isEqualTo(Exit.ASKED_WRONGLY);
        return said.toString(UTF_8).strip();
    }

    private static void assertFilesTellTheWay(Path dir, Map<String, Object> credentials) throws IOException {
        assertThat(credentials.keySet()).containsExactly("HOST", "USER", "PASSWORD", "DATABASE", "PORT");
        assertThat(credentials).containsEntry("HOST", "127.0.0.1").containsEntry("DATABASE", "pinterest");
        Properties env = new Properties();
        env.load(new StringReader(Files.readString(dir.resolve("env"))));
        Map<String, Object> settings = yaml(dir.resolve("pipeline.yaml"));
        assertThat(settings)
                .containsEntry("credentials", dir.resolve("db_creds.yaml").toString())
                .containsEntry("bootstrap-servers", env.get("PINPIPE_BOOTSTRAP_SERVERS"))
                .containsEntry("prefix", env.get("PINPIPE_PREFIX"))
                .containsEntry("landing", env.get("PINPIPE_LANDING"))
                .containsEntry("warehouse", env.get("PINPIPE_WAREHOUSE"))
                .hasSize(5);
        assertThat(env)
                .containsEntry("PINPIPE_PREFIX", StackFiles.prefix(7))
                .containsEntry("PINPIPE_LANDING", "s3a://landing")
                .containsEntry("PINPIPE_WAREHOUSE", dir.resolve("warehouse").toString())
                .containsEntry("AWS_REGION", "us-east-1")
                .containsKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
                .hasSize(8);
        assertThat(env.getProperty("PINPIPE_PREFIX")).matches("[0-9a-f]{12}");
        assertThat(env.getProperty("AWS_ENDPOINT_URL_S3")).startsWith("http://127.0.0.1:");
        for (String secret : List.of("db_creds.yaml", "env")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(secret))))
                    .isEqualTo("rw-------");
        }
        assertThat(dir.resolve("ready")).isEmptyFile();
        assertThat(dir.resolve("object-store/buckets/landing")).isDirectory();
    }

    private static void assertTablesHold(SourceRows rows, Map<String, Object> credentials) throws Exception {
        String url = "jdbc:mysql://%s:%s/%s"
                .formatted(credentials.get("HOST"), credentials.get("PORT"), credentials.get("DATABASE"));
        try (Connection connection = DriverManager.getConnection(
                url,
                credentials.get("USER").toString(),
                credentials.get("PASSWORD").toString())) {
            for (SourceTable table : SourceTable.values()) {
                assertThat(RowTexts.held(table, connection)).isEqualTo(RowTexts.of(rows, table));
                assertThat(connection
                                .getMetaData()
                                .getPrimaryKeys(null, null, table.tableName())
                                .next())
                        .isFalse();
            }
        }
        assertThat(RowTexts.of(rows, SourceTable.PIN).toString()).containsPattern("[\\x{10000}-\\x{10FFFF}]");
    }

    private static void writeRows(SourceRows source, Path folder) throws IOException {
        for (SourceTable table : SourceTable.values()) {
            try (Stream<Map<String, Object>> rows = source.of(table)) {
                Files.write(
                        folder.resolve(table.tableName() + ".jsonl"),
                        rows.map(JsonLine::of).toList());
            }
        }
    }

    private static List<String> commands(List<ProcessHandle> processes) {
        return processes.stream()
                .flatMap(process -> process.info().command().stream())
                .toList();
    }

    private static void await(Path file) throws InterruptedException {
        while (Files.notExists(file)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return assertThat(entries.toList()).hasSize(1).first().actual();
        }
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }
}
