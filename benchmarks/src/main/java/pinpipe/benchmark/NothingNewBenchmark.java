package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/**
 * A clean that finds nothing new after a long history of one-record objects, beside a session of Spark that is opened and
 * ends: what remains is the price of the history. Then the same once that history is packed.
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
        Contest listed = contest(ours, objects, rounds);
        Measured packing = Measured.of(spark.packLanding(landing, folder.resolve("warehouse")));
        Contest packed = contest(ours, objects, rounds);
        return listed.table()
                + String.format(
                        Locale.ROOT,
                        "%n%,d objects of history, whose first clean took %.1f s and at most %,d MiB. Nothing new takes %.1f s beyond the session; the goal is 5 s.%n%n",
                        objects,
                        first.seconds(),
                        first.peakMiB(),
                        beyondSession(listed))
                + packed.table()
                + String.format(
                        Locale.ROOT,
                        "%nThe same after `maintain --pack-landing`, which took %.1f s and at most %,d MiB: %.1f s beyond the session.%n",
                        packing.seconds(),
                        packing.peakMiB(),
                        beyondSession(packed));
    }

    private Contest contest(Rival ours, int objects, int rounds) throws IOException, InterruptedException {
        Contest contest = new Contest(objects, List.of(ours, spark.session()));
        for (int round = 0; round < rounds; round++) {
            contest.round();
        }
        return contest;
    }

    private static double beyondSession(Contest contest) {
        return contest.seconds(contest.rivals().get(0))
                - contest.seconds(contest.rivals().get(1));
    }
}
