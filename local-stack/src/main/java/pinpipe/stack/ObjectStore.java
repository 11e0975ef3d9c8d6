package pinpipe.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.stack.store.ObjectStoreProcess;

/**
 * An S3 endpoint on this machine, for clients with path-style access; each bucket is a folder, each object a file in it.
 *
 * <p>Unlike S3 itself it also lists the folders between, as keys that end in a slash: directory markers to S3A.
 */
public final class ObjectStore implements AutoCloseable {
    private static final String NAME = "object store";

    private final Path log;
    private final Path buckets;
    private final URI endpoint;
    private final String accessKeyId = Secrets.generate();
    private final String secretAccessKey = Secrets.generate();
    private ServerProcess server;

    private ObjectStore(Path folder, int port) {
        this.log = folder.resolve("object-store.log");
        this.buckets = folder.resolve("buckets");
        this.endpoint = URI.create("http://%s:%d".formatted(Ports.HOST, port));
    }

    /**
     * Makes a new object store with its files in this folder and starts it on a free port.
     *
     * @throws Failure if it does not start, with the last lines of its log
     */
    public static ObjectStore start(Path folder) {
        return start(folder, Ports.free());
    }

    static ObjectStore start(Path folder, int port) {
        ObjectStore store = new ObjectStore(folder.toAbsolutePath(), port);
        try {
            Files.createDirectories(store.buckets);
            store.start();
            return store;
        } catch (IOException e) {
            throw Failure.broken(
                    "Cannot start the object store: its files cannot be written to %s (%s). Choose another folder."
                            .formatted(folder, Causes.firstLine(e)),
                    e);
        }
    }

    /** Starts a stopped store again: same objects, same endpoint, same credentials. */
    public void start() {
        server = ServerProcess.start(NAME, command(), log).awaitReady(this::answers);
    }

    /** Stops the store; its objects stay, and {@link #start()} brings it back. */
    public void stop() {
        server.stop();
    }

    /** Stops the store for good; its objects stay in the folder. */
    @Override
    public void close() {
        stop();
    }

    /** Makes a bucket, unless it is there. */
    public void createBucket(String name) {
        try {
            Files.createDirectories(buckets.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, for clients with path-style access and any region. */
    public URI endpoint() {
        return endpoint;
    }

    /** What clients know as {@code AWS_ACCESS_KEY_ID}. */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** What clients know as {@code AWS_SECRET_ACCESS_KEY}, made anew for each store. */
    public String secretAccessKey() {
        return secretAccessKey;
    }

    private ProcessBuilder command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                ObjectStoreProcess.class.getName(),
                buckets.toString(),
                endpoint.toString());
        command.environment().put("CLASSPATH", classPath());
        command.environment().put("AWS_ACCESS_KEY_ID", accessKeyId);
        command.environment().put("AWS_SECRET_ACCESS_KEY", secretAccessKey);
        return command;
    }

    private static String classPath() {
        try (InputStream others = ObjectStoreProcess.class.getResourceAsStream("class-path")) {
            URI own = ObjectStoreProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(own)
                    + System.getProperty("path.separator")
                    + new String(others.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True once it refuses a request without credentials the way S3 does. */
    private boolean answers() {
        try {
            HttpURLConnection request = (HttpURLConnection) endpoint.toURL().openConnection();
            request.setConnectTimeout((int) ServerProcess.ANSWER_LIMIT.toMillis());
            request.setReadTimeout((int) ServerProcess.ANSWER_LIMIT.toMillis());
            try {
                return request.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN;
            } finally {
                request.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
