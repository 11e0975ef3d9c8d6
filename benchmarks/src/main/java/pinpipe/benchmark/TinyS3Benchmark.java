package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import pinpipe.stack.ObjectStore;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/**
 * A first clean of one-record objects that lie in S3, as far away as asked, against plain Spark. The tables lie on the local
 * disk, so that all requests are for what has landed. A round counts only if both tables are the same, row for row.
 *
 * @param folder an empty one, for objects and tables
 * @param latency that each request waits
 */
record TinyS3Benchmark(SparkJvm spark, Path folder, Duration latency) {
    private static final String BUCKET = "landing";
    private static final String LANDING = "s3a://" + BUCKET;
    private static final String TABLE = "pin";

    /** The figures of so many rounds on so many objects, as Markdown. */
    String run(int objects, int rounds) throws IOException, InterruptedException, ExecutionException {
        try (ObjectStore store = ObjectStore.start(folder.resolve("store"));
                DistantStore distant = DistantStore.before(store.endpoint(), latency)) {
            land(store, objects);
            Map<Rival, Map<S3Request, Integer>> requests = new HashMap<>();
            Contest contest =
                    new Contest(objects, rivals(store, distant), rival -> add(distant.takeCounts(), requests, rival));
            for (int round = 0; round < rounds; round++) {
                Folders.delete(tables());
                contest.round();
                mustBeTheSame();
            }
            return contest.table() + requested(contest, requests, objects, rounds);
        }
    }

    private static void add(Map<S3Request, Integer> more, Map<Rival, Map<S3Request, Integer>> requests, Rival rival) {
        Map<S3Request, Integer> counts = requests.computeIfAbsent(rival, none -> new HashMap<>());
        more.forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
    }

    private void land(ObjectStore store, int objects) throws IOException, InterruptedException, ExecutionException {
        Path files = folder.resolve("files");
        InventedPosts posts = new InventedPosts(1, objects);
        try (LandingWriter writer = new LandingWriter(files, TABLE, LandingWriter.ONE_RECORD)) {
            for (int post = 0; post < objects; post++) {
                writer.add(post, JsonLine.of(posts.pin(post)));
            }
        }
        store.createBucket(BUCKET);
        Upload.folder(files, store, BUCKET);
    }

    private List<Rival> rivals(ObjectStore store, DistantStore distant) {
        SparkJvm there = spark.with(
                "-Dspark.hadoop.fs.s3a.endpoint=" + distant.endpoint(),
                "-Dspark.hadoop.fs.s3a.endpoint.region=us-east-1",
                "-Dspark.hadoop.fs.s3a.path.style.access=true",
                "-Dspark.hadoop.fs.s3a.connection.ssl.enabled=false");
        Rival ours = there.clean("CleanPin", LANDING, tables().resolve("ours"));
        Rival plain = there.rival(
                "plain Spark",
                "pinpipe.benchmark.spark.PlainClean",
                "explicit",
                LANDING + "/topics/" + LandingWriter.PREFIX + "." + TABLE,
                tables().resolve("plain").toString());
        return List.of(withCredentials(ours, store), withCredentials(plain, store));
    }

    private static Rival withCredentials(Rival rival, ObjectStore store) {
        return rival.with("AWS_ACCESS_KEY_ID", store.accessKeyId())
                .with("AWS_SECRET_ACCESS_KEY", store.secretAccessKey());
    }

    private void mustBeTheSame() throws IOException, InterruptedException {
        Measured.of(spark.rival(
                "the tables",
                "pinpipe.benchmark.spark.SameRows",
                CleanBenchmark.COLUMNS,
                tables().resolve("ours/pin").toString(),
                tables().resolve("plain").toString()));
    }

    private String requested(Contest contest, Map<Rival, Map<S3Request, Integer>> requests, int objects, int rounds) {
        StringBuilder table = new StringBuilder(
                "\n| requests a round | LIST | GET | HEAD | others | an object | LIST a thousand objects |\n");
        table.append("|---|---:|---:|---:|---:|---:|---:|\n");
        for (Rival rival : contest.rivals()) {
            Map<S3Request, Integer> counts = requests.get(rival);
            double all = counts.values().stream().mapToInt(Integer::intValue).sum();
            table.append("| ").append(rival.name());
            for (S3Request kind : S3Request.values()) {
                table.append(String.format(Locale.ROOT, " | %,d", counts.getOrDefault(kind, 0) / rounds));
            }
            table.append(String.format(
                    Locale.ROOT,
                    " | %.3f | %.2f |%n",
                    all / rounds / objects,
                    1000.0 * counts.getOrDefault(S3Request.LIST, 0) / rounds / objects));
        }
        return table
                + String.format(
                        Locale.ROOT,
                        "%n%,d one-record objects, %d ms a request. The tables of both are the same, row for row.%n",
                        objects,
                        latency.toMillis());
    }

    private Path tables() {
        return folder.resolve("tables");
    }
}
