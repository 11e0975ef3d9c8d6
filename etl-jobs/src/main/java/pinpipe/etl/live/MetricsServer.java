package pinpipe.etl.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** Serves {@code /metrics} to this machine alone. */
public final class MetricsServer implements AutoCloseable {
    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param does what the streams do, as the words after "Cannot"
     * @param port where it listens; 0 for any that is free
     */
    public static MetricsServer start(Metrics metrics, int port, String does) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/metrics", exchange -> answer(exchange, metrics.page()));
            server.start();
            return new MetricsServer(server);
        } catch (IOException e) {
            throw Failure.askedWrongly(
                    "Cannot %s: /metrics cannot be served on port %d (%s). Choose another --metrics-port, or 0 for any that is free."
                            .formatted(does, port, Causes.firstLine(e)),
                    e);
        }
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        try (exchange) {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Where the metrics are. */
    public String address() {
        return "http://127.0.0.1:%d/metrics".formatted(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
