package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.SourceTable;

/**
 * {@code clean all} on a few new records, each an object, from the command to its exit, the launcher included, beside a session of Spark that is
 * opened and ends.
 *
 * @param folder an empty one, for objects and tables
 */
record ColdBenchmark(SparkJvm spark, Path folder) {
    /** The figures of so many rounds, each of so many new records of all tables together, as Markdown. */
    String run(int records, int rounds) throws IOException, InterruptedException {
        int posts = 1 + (records - 1) / SourceTable.values().length;
        Path landing = folder.resolve("landing");
        Rival ours = Rival.launched(
                "./pinpipe clean all",
                "clean",
                "all",
                "--landing=" + landing,
                "--prefix=" + LandingWriter.PREFIX,
                "--warehouse=" + folder.resolve("warehouse"));
        Contest contest = new Contest(records, List.of(ours, spark.session()));
        InventedPosts invented = new InventedPosts(1, posts * (rounds + 1));
        try (LandedPosts landed = new LandedPosts(landing, LandingWriter.ONE_RECORD)) {
            landed.add(invented, 0, posts);
            Measured.of(ours); // the tables are there from now on
            for (int round = 1; round <= rounds; round++) {
                landed.add(invented, round * posts, (round + 1) * posts);
                contest.round();
            }
        }
        return contest.table()
                + String.format(
                        Locale.ROOT,
                        "%n%,d new records in three tables take %.1f s; the goal is 15 s.%n",
                        records,
                        contest.seconds(ours));
    }
}
