package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import pinpipe.cli.Failure;
import pinpipe.stack.Broker;

/**
 * The gateway under {@code wrk}: 32 connections that post one record a request, for as long as asked, while its memory is
 * looked at; beside it what Kafka's own producer does with the same records when none waits for an answer.
 *
 * @param seconds for how long
 * @param heap of the gateway
 * @param folder an empty one, for the broker
 */
record GatewayBenchmark(int seconds, String heap, Path folder) {
    private static final String TOPIC = "bench.pin";
    private static final String RIVALS_TOPIC = "bench.perf";
    private static final int RIVALS_RECORDS = 1_000_000;
    private static final int LOOKS = 20;
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern TROUBLE = Pattern.compile("(?m)^ *(Socket errors|Non-2xx).*$");
    private static final String VALUE =
            "{'index':7528,'unique_id':'fbe53c66-3442-4773-b19e-d3ec6f54dddf','title':'10 garden ideas','description':'"
                    .concat("Paths, ponds and pergolas for small gardens. ".repeat(12))
                    .concat("','follower_count':'12k','tag_list':'garden,path','is_image_or_video':'image'}")
                    .replace('\'', '"');

    /** What came of it, as Markdown. */
    String run() throws IOException, InterruptedException, ExecutionException {
        try (Broker broker = Broker.start(folder.resolve("broker"))) {
            make(broker);
            List<Long> memory = new ArrayList<>();
            Path said = folder.resolve("gateway.log");
            Process gateway = gateway(broker)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                String load = underLoad(address(gateway, said), gateway, memory);
                return report(load, memory, Copied.of(broker.bootstrapServers(), TOPIC, 0), kafkaAlone(broker));
            } finally {
                gateway.destroy();
                gateway.waitFor();
            }
        }
    }

    private static void make(Broker broker) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, Optional.of(3), Optional.empty()),
                            new NewTopic(RIVALS_TOPIC, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private ProcessBuilder gateway(Broker broker) {
        List<String> options = List.of("--port=0", "--bootstrap-servers=" + broker.bootstrapServers());
        return Rival.java("gateway", heap, "pinpipe.producer.gateway.Gateway", options)
                .process();
    }

    private static String address(Process gateway, Path said) throws IOException, InterruptedException {
        while (!gateway.waitFor(100, TimeUnit.MILLISECONDS)) {
            Matcher address = ADDRESS.matcher(Files.readString(said));
            if (address.find()) {
                return address.group();
            }
        }
        throw new IllegalStateException("Cannot measure the gateway: " + Files.readString(said));
    }

    /** What {@code wrk} says after all these seconds. */
    private String underLoad(String address, Process gateway, List<Long> memory)
            throws IOException, InterruptedException {
        String body = "{\"records\":[{\"key\":\"7528\",\"value\":%s}]}".formatted(VALUE);
        Path script = Files.writeString(folder.resolve("post.lua"), """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/vnd.kafka.json.v2+json"
                wrk.body = [==[%s]==]
                """.formatted(body));
        Path said = folder.resolve("wrk.log");
        Process wrk;
        try {
            wrk = new ProcessBuilder(
                            "wrk", "-t1", "-c32", "-d" + seconds + "s", "-s" + script, address + "/topics/" + TOPIC)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw Failure.askedWrongly(
                    "Cannot measure the gateway: there is no wrk on the PATH. Install it (Debian: apt-get install wrk).",
                    e);
        }
        while (!wrk.waitFor(1000L * seconds / LOOKS, TimeUnit.MILLISECONDS)) {
            memory.add(Memory.of(gateway.pid()).nowMiB());
        }
        return Files.readString(said);
    }

    private Measured kafkaAlone(Broker broker) throws IOException, InterruptedException {
        Path values = Files.writeString(folder.resolve("values"), VALUE + "\n");
        String settings = "bootstrap.servers=" + broker.bootstrapServers()
                + " acks=all enable.idempotence=true compression.type=lz4 batch.size=262144 linger.ms=20";
        String arguments = "--topic %s --num-records %d --payload-file %s --throughput -1 --producer-props %s"
                .formatted(RIVALS_TOPIC, RIVALS_RECORDS, values, settings);
        return Measured.of(Rival.java(
                "kafka-producer-perf-test",
                heap,
                "org.apache.kafka.tools.ProducerPerformance",
                List.of(arguments.split(" "))));
    }

    private String report(String load, List<Long> memory, Copied arrived, Measured kafkaAlone) {
        Matcher requests = REQUESTS.matcher(load);
        if (!requests.find()) {
            throw new IllegalStateException("Cannot measure the gateway: wrk said " + load);
        }
        long answered = Long.parseLong(requests.group(1));
        Matcher trouble = TROUBLE.matcher(load);
        return String.format(
                Locale.ROOT,
                """
                %s
                | | |
                |---|---:|
                | requests answered | %,d in %d s, %,.0f a second |
                | errors | %s |
                | records in the topic | %,d |
                | memory of the gateway (-Xmx%s), MiB, from the first to the last of %d looks | %s |
                | Kafka's own producer, the same records, none waiting for an answer | %,.0f a second |
                """,
                load.indent(4),
                answered,
                seconds,
                (double) answered / seconds,
                trouble.find() ? trouble.group().strip() : "none",
                arrived.records(),
                heap,
                memory.size(),
                memory,
                RIVALS_RECORDS / kafkaAlone.seconds());
    }
}
