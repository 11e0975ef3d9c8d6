package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files by which commands find a running stack: {@code db_creds.yaml}, {@code pipeline.yaml}, {@code env}, {@code ready}. */
final class StackFiles {
    /** The bucket for landed objects. */
    static final String BUCKET = "landing";

    private static final String LANDING = "s3a://" + BUCKET;

    private final Path folder;
    private final Path credentials;
    private final Path ready;
    private final LocalStack stack;
    private final String prefix;

    /** Those of a stack, in this folder, the topic prefix drawn from the seed. */
    StackFiles(Path folder, LocalStack stack, long seed) {
        this.folder = folder;
        this.credentials = folder.resolve("db_creds.yaml");
        this.ready = folder.resolve("ready");
        this.stack = stack;
        this.prefix = prefix(seed);
    }

    /** Twelve hexadecimal digits, as the user ids that most prefixes are; the same for the same seed on every machine. */
    static String prefix(long seed) {
        return "%012x".formatted(new Random(seed).nextLong() >>> 16);
    }

    String prefix() {
        return prefix;
    }

    /** Writes all but {@code ready}; those with passwords only their owner may read. */
    void write() throws IOException {
        Database database = stack.database();
        Secrets.write(
                credentials,
                yaml("HOST", database.host())
                        + yaml("USER", database.user())
                        + yaml("PASSWORD", database.password())
                        + yaml("DATABASE", database.name())
                        + "PORT: " + database.port() + "\n");
        Files.writeString(
                folder.resolve("pipeline.yaml"),
                yaml("credentials", credentials.toString())
                        + yaml("bootstrap-servers", stack.broker().bootstrapServers())
                        + yaml("prefix", prefix)
                        + yaml("landing", LANDING)
                        + yaml("warehouse", warehouse()));
        Secrets.write(folder.resolve("env"), environment());
    }

    /** Says that the stack can be used: the file {@code ready} is there. */
    void announce() throws IOException {
        Files.createFile(ready);
    }

    /** Takes that back. */
    void withdraw() throws IOException {
        Files.deleteIfExists(ready);
    }

    /** The variables of a shell that uses the stack; what reads S3 knows those of AWS, every command those of pinpipe. */
    private String environment() {
        ObjectStore store = stack.objectStore();
        return Stream.of(
                        shell("AWS_ACCESS_KEY_ID", store.accessKeyId()),
                        shell("AWS_SECRET_ACCESS_KEY", store.secretAccessKey()),
                        shell("AWS_REGION", "us-east-1"),
                        shell("AWS_ENDPOINT_URL_S3", store.endpoint().toString()),
                        shell("PINPIPE_BOOTSTRAP_SERVERS", stack.broker().bootstrapServers()),
                        shell("PINPIPE_PREFIX", prefix),
                        shell("PINPIPE_LANDING", LANDING),
                        shell("PINPIPE_WAREHOUSE", warehouse()))
                .collect(Collectors.joining());
    }

    private String warehouse() {
        return folder.resolve("warehouse").toString();
    }

    /** Quoted, since a prefix of digits would be a number otherwise. */
    private static String yaml(String name, String value) {
        return "%s: '%s'\n".formatted(name, value.replace("'", "''"));
    }

    /** Quoted only where a shell needs it, for there are readers of such files that know no quotes. */
    private static String shell(String name, String value) {
        boolean plain = value.matches("[A-Za-z0-9_./:@%+,-]*");
        return "%s=%s\n".formatted(name, plain ? value : "'" + value.replace("'", "'\\''") + "'");
    }
}
