package pinpipe.producer.gateway;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/**
 * The gateway while it runs: its routes, and what it answers on them. Closed, it takes no more requests, answers those
 * that it has, and lets go of Kafka.
 */
final class GatewayServer implements AutoCloseable {
    private static final String PROXY_TYPE = "application/vnd.kafka.v2+json";
    private static final String UNDONE = "No record was acknowledged: ";
    private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final GatewaySettings settings;
    private final Consumer<String> said;
    private final Body body;
    private final ApiKeys keys;
    private final TopicRegister topics;
    private final TopicWriter writer;
    private final StreamTarget streams;
    private final Metrics metrics = new Metrics();
    private final WebServer web;
    private Javalin server;

    private GatewayServer(GatewaySettings settings, TopicRegister topics, Consumer<String> said) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.settings = settings;
        this.said = said;
        this.body = new Body(settings.bodyLimit(), settings.bodyTime());
        this.keys = new ApiKeys(settings.keys());
        this.topics = topics;
        this.writer = new TopicWriter(new KafkaProducer<>(settings.forProducer(), bytes, bytes), settings.inFlight());
        this.streams = settings.kinesis()
                .<StreamTarget>map(KinesisTarget::new)
                .orElseGet(() -> StreamTarget.topics(settings.streams(), topics, writer));
        this.web = new WebServer(settings);
    }

    /**
     * Starts to listen.
     *
     * @param said receives a line for every error that is ours
     * @throws Failure broken if no broker answers or the port is taken
     */
    static GatewayServer start(GatewaySettings settings, Consumer<String> said) {
        TopicRegister topics = new TopicRegister(Admin.create(settings.forAdmin()), settings.maker());
        if (!topics.isAnswered()) {
            topics.close();
            throw Failure.broken(
                    "Cannot serve: no broker answers at %s. Check --bootstrap-servers, that the broker runs, and that --kafka-config speaks its protocol, then try again."
                            .formatted(settings.kafka().servers()),
                    null);
        }
        GatewayServer gateway = new GatewayServer(settings, topics, said);
        gateway.listen();
        return gateway;
    }

    /** Where clients reach it, such as {@code http://127.0.0.1:8082}. */
    String address() {
        return "%s://%s:%d".formatted(settings.keystore().isPresent() ? "https" : "http", settings.host(), web.port());
    }

    /** What it has done, in a line for people. */
    String summary() {
        return metrics.summary();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        writer.close();
        streams.close();
        topics.close();
    }

    private void listen() {
        try {
            server = Javalin.create(this::configure).start();
        } catch (JavalinBindException e) {
            close();
            throw Failure.broken(
                    "Cannot serve on %s:%d: %s. Give another --port or --host, or stop what listens there."
                            .formatted(settings.host(), settings.port(), Causes.firstLine(Causes.root(e))),
                    e);
        }
    }

    private void configure(JavalinConfig config) {
        web.configure(config);
        config.requestLogger.http((request, millis) ->
                metrics.answered(request.method().name(), route(request), request.statusCode(), millis / 1000.0));
        config.routes.before(keys::require);
        routes(config.routes);
        config.routes.exception(Problem.class, (problem, request) -> refuse(request, problem));
        config.routes.exception(HttpResponseException.class, (problem, request) -> {
            request.status(problem.getStatus());
            String allowed = problem.getDetails().get("availableMethods");
            if (allowed != null) {
                request.header("Allow", allowed);
            }
            answer(request, Answers.problem(problem.getStatus(), problem.getMessage()));
        });
        config.routes.exception(Exception.class, (error, request) -> {
            said.accept("Cannot answer %s %s: %s"
                    .formatted(request.method(), route(request), Causes.firstLine(Causes.root(error))));
            refuse(request, new Problem(ErrorCode.BROKEN, "The gateway failed; it has said why where it runs"));
        });
    }

    private void routes(RoutesConfig routes) {
        routes.get("/topics", request -> answer(request.contentType(PROXY_TYPE), Answers.names(topics.names())));
        routes.get("/topics/{topic}", request -> {
            String name = request.pathParam("topic");
            String topic = Answers.topic(topics.topic(name), topics.configs(name));
            answer(request.contentType(PROXY_TYPE), topic);
        });
        routes.post("/topics/{topic}", request -> {
            List<Message> messages = ProduceBody.read(body.text(request));
            write(request.contentType(PROXY_TYPE), request.pathParam("topic"), messages);
        });
        routes.put("/streams/{stream}/record", this::putOne);
        routes.post("/streams/{stream}/record", this::putOne);
        routes.put("/streams/{stream}/records", this::putMany);
        routes.get("/healthz", request -> {
            boolean well = topics.isAnswered();
            request.status(well ? 200 : ErrorCode.NOT_ACKNOWLEDGED.status());
            answer(request, "{\"status\":\"%s\"}".formatted(well ? "up" : "no broker answers"));
        });
        routes.get("/metrics", request -> request.contentType(PROMETHEUS_TYPE).result(metrics.page(writer::underWay)));
        routes.get("/openapi.json", request -> answer(request, OpenApi.document()));
    }

    private void putOne(Context request) {
        String stream = request.pathParam("stream");
        put(request, StreamBody.readOne(stream, body.text(request)), puts -> Answers.put(puts.get(0)));
    }

    private void putMany(Context request) {
        String stream = request.pathParam("stream");
        put(request, StreamBody.readMany(stream, body.text(request)), Answers::put);
    }

    private void put(Context request, List<Message> messages, Function<List<Put>, String> text) {
        CompletableFuture<List<Put>> settled = streams.put(request.pathParam("stream"), messages);
        request.future(() -> settled.thenAcceptAsync(
                puts -> settle(
                        request,
                        puts.stream().filter(Put::isAcknowledged).count(),
                        puts.size(),
                        () -> text.apply(puts),
                        () -> new Problem(
                                puts.get(0).error(), UNDONE + puts.get(0).why())),
                web.threads()));
    }

    /** Answers when Kafka has told what became of every record. */
    private void write(Context request, String topic, List<Message> messages) {
        topics.require(topic, messages);
        CompletableFuture<List<Outcome>> settled = writer.write(topic, messages);
        request.future(() -> settled.thenAcceptAsync(
                outcomes -> settle(
                        request,
                        outcomes.stream().filter(Outcome::isAcknowledged).count(),
                        outcomes.size(),
                        () -> Answers.produced(outcomes),
                        () -> new Problem(
                                outcomes.get(0).error(),
                                UNDONE + outcomes.get(0).why())),
                web.threads()));
    }

    private void settle(
            Context request, long acknowledged, int all, Supplier<String> answer, Supplier<Problem> problem) {
        metrics.settled(acknowledged, all - acknowledged);
        if (acknowledged > 0) {
            answer(request, answer.get());
        } else {
            // A client that looks at nothing but the status learns of it too.
            refuse(request, problem.get());
        }
    }

    private static void refuse(Context request, Problem problem) {
        request.status(problem.code().status());
        if (problem.code().isRetriable()) {
            request.header("Retry-After", "1");
        }
        answer(
                request.contentType("application/json"),
                Answers.problem(problem.code().code(), problem.getMessage()));
    }

    private static void answer(Context request, String json) {
        request.result(json);
    }

    /** The route and not the path, which anybody can make up. */
    private static String route(Context request) {
        String route = request.endpoint().path;
        return route.isEmpty() ? "*" : route;
    }
}
