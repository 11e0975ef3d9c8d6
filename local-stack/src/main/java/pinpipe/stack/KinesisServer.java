package pinpipe.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import pinpipe.cli.Failure;

/**
 * A Kinesis endpoint on this machine, over plain HTTP, for clients with any credentials: the npm package
 * {@code kinesis-local}. It needs {@code node} and {@code npm}; what it holds is gone when it stops.
 */
public final class KinesisServer implements AutoCloseable {
    /** The region of its streams. */
    public static final String REGION = "us-east-1";

    private static final String NAME = "Kinesis server";
    private static final String HURRY = "10ms";

    private final URI endpoint;
    private final ServerProcess server;

    private KinesisServer(URI endpoint, ServerProcess server) {
        this.endpoint = endpoint;
        this.server = server;
    }

    /**
     * Installs the program in this folder and starts it on a free port. It ends with this process, however that ends.
     *
     * @param streams what it has from the beginning, as {@code name:shards}
     * @throws Failure if it does not start, with the last lines of its log
     */
    public static KinesisServer start(Path folder, String... streams) {
        Path log = folder.toAbsolutePath().resolve("kinesis.log");
        Path home = KinesisProgram.install(folder.toAbsolutePath().resolve("kinesis"), log);
        URI endpoint = URI.create("http://%s:%d".formatted(Ports.HOST, Ports.free()));
        ProcessBuilder command = new ProcessBuilder("node", "serve.js").directory(home.toFile());
        Map<String, String> environment = command.environment();
        environment.put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(endpoint.getPort()));
        environment.put("KINESIS_MOCK_TLS_PORT", Integer.toString(Ports.free()));
        environment.put("AWS_REGION", REGION);
        if (streams.length > 0) {
            environment.put("INITIALIZE_STREAMS", String.join(",", streams));
        }
        environment.put("CREATE_STREAM_DURATION", HURRY);
        environment.put("DELETE_STREAM_DURATION", HURRY);
        environment.put("MERGE_SHARDS_DURATION", HURRY);
        environment.put("SPLIT_SHARD_DURATION", HURRY);
        ServerProcess server =
                ServerProcess.start(NAME, command, log).awaitReady(() -> answers(endpoint.resolve("/healthcheck")));
        return new KinesisServer(endpoint, server);
    }

    /** Its address. */
    public URI endpoint() {
        return endpoint;
    }

    /** Stops it; its streams and records are gone. */
    @Override
    public void close() {
        server.stop();
    }

    private static boolean answers(URI health) {
        try {
            HttpURLConnection request = (HttpURLConnection) health.toURL().openConnection();
            request.setConnectTimeout((int) ServerProcess.ANSWER_LIMIT.toMillis());
            request.setReadTimeout((int) ServerProcess.ANSWER_LIMIT.toMillis());
            try {
                return request.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                request.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
