package pinpipe.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** The npm package that serves Kinesis, in the version and with the checksum of our lock file. */
final class KinesisProgram {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "serve.js");

    private KinesisProgram() {}

    /** Installs it; from npm's own cache, once it has been there. */
    static Path install(Path home, Path log) {
        try {
            Files.createDirectories(home);
            for (String file : FILES) {
                try (InputStream content = KinesisProgram.class.getResourceAsStream("kinesis/" + file)) {
                    Files.write(home.resolve(file), content.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw Failure.broken(
                    "Cannot start the Kinesis server: its files cannot be written to %s (%s). Choose another folder."
                            .formatted(home, Causes.firstLine(e)),
                    e);
        }
        ProcessBuilder npm =
                new ProcessBuilder("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
        ServerProcess.start("installation of the Kinesis server", npm.directory(home.toFile()), log)
                .awaitEnd();
        return home;
    }
}
