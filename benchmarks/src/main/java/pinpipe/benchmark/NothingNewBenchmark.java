package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/**
 * A clean that finds nothing new after a long history of one-record objects, beside a session of Spark that is opened and
 * ends: what remains is the price of the history.
 *
 * @param folder an empty one, for objects and the table
 */
record NothingNewBenchmark(SparkJvm spark, Path folder) {
    /** The figures of so many rounds over a history of so many objects, as Markdown. */
    String run(int objects, int rounds) throws IOException, InterruptedException {
        Path landing = folder.resolve("landing");
        InventedPosts posts = new InventedPosts(1, objects);
        try (LandingWriter writer = new LandingWriter(landing, "pin", LandingWriter.ONE_RECORD)) {
            for (int post = 0; post < objects; post++) {
                writer.add(post, JsonLine.of(posts.pin(post)));
            }
        }
        Rival ours = spark.clean("CleanPin", landing, folder.resolve("warehouse"));
        Measured first = Measured.of(ours);
        Contest contest = new Contest(objects, List.of(ours, spark.session()));
        for (int round = 0; round < rounds; round++) {
            contest.round();
        }
        double beyond = contest.seconds(ours) - contest.seconds(contest.rivals().get(1));
        return contest.table()
                + String.format(
                        Locale.ROOT,
                        "%n%,d objects of history, whose first clean took %.1f s and at most %,d MiB. Nothing new takes %.1f s beyond the session; the goal is 5 s.%n",
                        objects,
                        first.seconds(),
                        first.peakMiB(),
                        beyond);
    }
}
