package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import pinpipe.testdata.InventedPosts;

/**
 * The nine answers over posts in three tables, against the same nine questions asked plainly. A round counts only if all nine
 * answers are the same, row for row.
 *
 * @param folder an empty one, for objects, tables and answers
 */
record QueriesBenchmark(SparkJvm spark, Path folder) {
    /** The figures of so many rounds over so many posts, as Markdown. */
    String run(int posts, int rounds) throws IOException, InterruptedException {
        Path landing = folder.resolve("landing");
        try (LandedPosts landed = new LandedPosts(landing, LandingWriter.LARGE)) {
            landed.add(new InventedPosts(1, posts), 0, posts);
        }
        Path warehouse = folder.resolve("warehouse");
        Measured.of(spark.clean("CleanAll", landing, warehouse));
        Contest contest = new Contest(posts, List.of(ours(warehouse), plain(warehouse)));
        for (int round = 0; round < rounds; round++) {
            Folders.delete(answers("ours"));
            Folders.delete(answers("plain"));
            contest.round();
            mustBeTheSame();
        }
        return contest.table()
                + String.format(Locale.ROOT, "%n%,d posts. All nine answers are the same, row for row.%n", posts);
    }

    private Rival ours(Path warehouse) {
        return spark.rival(
                "pinpipe query",
                "pinpipe.queries.RunQueries",
                "--warehouse=" + warehouse,
                "--output=" + answers("ours"),
                "--format=parquet");
    }

    private Rival plain(Path warehouse) {
        return spark.rival(
                "plain Spark, nine queries",
                "pinpipe.benchmark.spark.PlainQueries",
                warehouse.toString(),
                answers("plain").toString());
    }

    private void mustBeTheSame() throws IOException, InterruptedException {
        List<String> compared = new ArrayList<>(List.of("*"));
        try (Stream<Path> questions = Files.list(answers("plain"))) {
            questions.forEach(question -> {
                compared.add(question.toString());
                compared.add(answers("ours").resolve(question.getFileName()).toString());
                compared.add("--");
            });
        }
        compared.remove(compared.size() - 1);
        Measured.of(spark.rival("the answers", "pinpipe.benchmark.spark.SameRows", compared.toArray(String[]::new)));
    }

    private Path answers(String whose) {
        return folder.resolve("answers").resolve(whose);
    }
}
