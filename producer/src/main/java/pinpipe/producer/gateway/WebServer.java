package pinpipe.producer.gateway;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty below Javalin: where it listens, how much it does at a time, and how it ends. */
final class WebServer {
    /** Each may hold a body and what is made of it: together they stay within a small heap. */
    private static final int THREADS = 32;

    /** Less than the process waits for its end. */
    private static final Duration DRAIN = Duration.ofSeconds(25);

    private final GatewaySettings settings;
    private final QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    private ServerConnector connector;

    WebServer(GatewaySettings settings) {
        this.settings = settings;
        threads.setName("gateway");
    }

    /** Those that answer requests. */
    Executor threads() {
        return threads;
    }

    /** The port that it listens on, once it does. */
    int port() {
        return connector.getLocalPort();
    }

    void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = "application/json";
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> {
            // Stopped, it lets requests that it has begun come to their answer.
            server.setHandler(new GracefulHandler());
            server.setStopTimeout(DRAIN.toMillis());
            server.setErrorHandler(WebServer::explain);
        });
        config.jetty.addConnector(this::connector);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        connector = settings.keystore()
                .map(keystore -> new ServerConnector(server, tls(keystore), plain))
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.bodyTime().toMillis());
        return connector;
    }

    private static SslContextFactory.Server tls(GatewaySettings.Keystore keystore) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore.file().toString());
        tls.setKeyStorePassword(keystore.password().reveal());
        return tls;
    }

    /** What never came as far as a route, in the form of all other problems. */
    private static boolean explain(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String text = Answers.problem(status, HttpStatus.getMessage(status));
        Content.Sink.write(response, true, text, callback);
        return true;
    }
}
