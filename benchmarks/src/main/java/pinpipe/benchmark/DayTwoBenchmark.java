package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/**
 * The second day: to a table of many rows come one hundredth as many, a fifth of them newer versions of held ones. Ours, with
 * and without deletion vectors, and plain Spark, which merges all that has landed, begin each round with the tables of the
 * first day, and end with the same. No file of ours may have been rewritten without a changed row in it.
 *
 * @param folder an empty one, for objects and tables
 */
record DayTwoBenchmark(SparkJvm spark, Path folder) {
    private static final String PLAIN = "pinpipe.benchmark.spark.PlainClean";
    private static final String TABLE = "pin";

    /** The figures of so many rounds on a table of so many rows, as Markdown. */
    String run(int rows, int rounds) throws IOException, InterruptedException {
        Rival ours = spark.clean("CleanPin", landing(), tables().resolve("ours"))
                .with("PINPIPE_DELETION_VECTORS", "off")
                .named("pinpipe clean, table without deletion vectors");
        Rival plain = spark.rival(
                "plain Spark, MERGE",
                PLAIN,
                "explicit",
                LandingWriter.folder(landing(), TABLE).toString(),
                tables().resolve("plain").toString());
        Rival hiding = spark.clean("CleanPin", landing(), tables().resolve("hiding"));
        int added = rows / 100;
        Contest contest = new Contest(added, List.of(ours, hiding, plain));
        double build;
        String rewritten = "";
        try (LandingWriter writer = new LandingWriter(landing(), TABLE, LandingWriter.LARGE)) {
            landFirstDay(writer, rows);
            build = Measured.of(ours).seconds();
            Measured.of(hiding);
            Measured.of(plain);
            Folders.link(tables(), folder.resolve("day-one"));
            landSecondDay(writer, rows, added);
        }
        for (int round = 0; round < rounds; round++) {
            Folders.delete(tables());
            Folders.link(folder.resolve("day-one"), tables());
            contest.round();
            mustBeTheSame("ours");
            mustBeTheSame("hiding");
            rewritten = rewritten();
        }
        return contest.table()
                + verdict(rows, added, build, contest.seconds(ours), contest.seconds(hiding))
                + rewritten;
    }

    private static void landFirstDay(LandingWriter writer, int rows) throws IOException {
        InventedPosts posts = new InventedPosts(1, rows);
        for (int post = 0; post < rows; post++) {
            writer.add(post, JsonLine.of(posts.pin(post)));
        }
        writer.close();
    }

    /** New posts, and after each four of them a newer version of an old one, from all over the table. */
    private static void landSecondDay(LandingWriter writer, int rows, int added) throws IOException {
        int changed = added / 5;
        InventedPosts posts = new InventedPosts(1, rows + added - changed);
        for (int post = rows; post < posts.count(); post++) {
            writer.add(post, JsonLine.of(posts.pin(post)));
        }
        for (int change = 0; change < changed; change++) {
            int post = (int) ((long) change * rows / changed);
            Map<String, Object> row = posts.pin(post);
            row.put("title", "Seen on the second day, " + change);
            writer.add(post, JsonLine.of(row));
        }
        writer.close();
    }

    private void mustBeTheSame(String one) throws IOException, InterruptedException {
        Measured.of(spark.rival(
                "the tables",
                "pinpipe.benchmark.spark.SameRows",
                CleanBenchmark.COLUMNS,
                tables().resolve(one + "/pin").toString(),
                tables().resolve("plain").toString()));
    }

    /** What our run did to the files of the first day; an error if it rewrote one in which no row has changed. */
    private String rewritten() throws IOException, InterruptedException {
        Measured look = Measured.of(spark.rival(
                "the files",
                "pinpipe.benchmark.spark.RewrittenFiles",
                CleanBenchmark.COLUMNS,
                folder.resolve("day-one/ours/pin").toString(),
                tables().resolve("ours/pin").toString()));
        return look.said()
                .lines()
                .filter(line -> line.startsWith("Files: "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String verdict(int rows, int added, double build, double second, double hiding) {
        return String.format(
                Locale.ROOT,
                "%n%,d rows and %,d on the second day. Ours built the table in %.1f s; the second day takes %.1f %% of that, with"
                        + " deletion vectors %.1f %%, and the goal is 5 %%. All tables are the same, row for row.%n",
                rows,
                added,
                build,
                100 * second / build,
                100 * hiding / build);
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Path tables() {
        return folder.resolve("tables");
    }
}
