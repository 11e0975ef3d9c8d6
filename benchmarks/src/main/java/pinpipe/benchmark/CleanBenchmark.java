package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/**
 * A first clean of pins that have landed, against plain Spark and DuckDB on the same objects: whole processes, from start to
 * end, each into a table of its own. A round counts only if all tables are the same, row for row.
 *
 * @param folder an empty one, for objects and tables
 * @param heap of DuckDB's JVM; what it reads is not in it
 */
record CleanBenchmark(SparkJvm spark, Path folder, String heap) {
    /** Of the clean table, those that rivals have too. */
    static final String COLUMNS = "ind, unique_id, title, description, follower_count, poster_name, tag_list,"
            + " is_image_or_video, image_src, save_location, category";

    private static final String TABLE = "pin";

    /** One record an object. */
    String tiny(int rows, int rounds) throws IOException, InterruptedException {
        return run(rows, rounds, LandingWriter.ONE_RECORD, false);
    }

    /** Objects of 64 MB. */
    String large(int rows, int rounds) throws IOException, InterruptedException {
        return run(rows, rounds, LandingWriter.LARGE, false);
    }

    /** The same, with broken, repeated and wrapped lines among them. */
    String dirty(int rows, int rounds) throws IOException, InterruptedException {
        return run(rows, rounds, LandingWriter.LARGE, true);
    }

    private String run(int rows, int rounds, long objectBytes, boolean dirty) throws IOException, InterruptedException {
        land(rows, objectBytes, dirty);
        Contest contest = new Contest(rows, rivals());
        for (int round = 0; round < rounds; round++) {
            Folders.delete(tables());
            contest.round();
            mustBeTheSame();
        }
        return contest.table()
                + String.format(Locale.ROOT, "%n%,d pins. The tables of all five are the same, row for row.%n", rows);
    }

    private void land(int rows, long objectBytes, boolean dirty) throws IOException {
        InventedPosts posts = new InventedPosts(1, rows);
        DirtyLines others = new DirtyLines(1);
        try (LandingWriter writer = new LandingWriter(landing(), TABLE, objectBytes)) {
            for (int post = 0; post < rows; post++) {
                String line = JsonLine.of(posts.pin(post));
                writer.add(post, line);
                for (String other : dirty ? others.after(line) : List.<String>of()) {
                    writer.add(post, other);
                }
            }
        }
    }

    private List<Rival> rivals() {
        String objects = LandingWriter.folder(landing(), TABLE).toString();
        String plain = "pinpipe.benchmark.spark.PlainClean";
        return List.of(
                spark.clean("CleanPin", landing(), tables().resolve("ours")),
                spark.rival("plain Spark", plain, "explicit", objects, table("plain")),
                spark.rival("plain Spark, our table settings", plain, "settings", objects, table("settings")),
                spark.rival("plain Spark, schema inferred", plain, "inferred", objects, table("inferred")),
                Rival.java("DuckDB, to Parquet", heap, DuckDbClean.class.getName(), List.of(objects, table("duckdb"))));
    }

    private void mustBeTheSame() throws IOException, InterruptedException {
        List<String> compared = new ArrayList<>(List.of(COLUMNS, table("ours/pin")));
        compared.addAll(List.of(table("plain"), table("settings"), table("inferred"), table("duckdb")));
        Measured.of(spark.rival("the tables", "pinpipe.benchmark.spark.SameRows", compared.toArray(String[]::new)));
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Path tables() {
        return folder.resolve("tables");
    }

    private String table(String name) {
        return tables().resolve(name).toString();
    }
}
