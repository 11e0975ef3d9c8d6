package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;

/**
 * How the cost of {@code clean pin} grows: with the objects that are new, with the rows that are new, and with what was read
 * before. There is no rival; each figure is a process of its own, run once.
 *
 * @param folder an empty one, for objects and tables
 */
record GrowthBenchmark(SparkJvm spark, Path folder) {
    private static final int STEPS = 4;
    private static final int NEW = 1000;
    private static final String TABLE = "pin";

    /** The figures for a quarter, a half, three quarters and all of so many objects or rows, as Markdown with plots. */
    String run(int most) throws IOException, InterruptedException {
        return objects(most) + rows(most);
    }

    private String objects(int most) throws IOException, InterruptedException {
        Path landing = folder.resolve("tiny");
        InventedPosts posts = new InventedPosts(1, most + NEW);
        List<Measured> first = new ArrayList<>();
        List<Measured> none = new ArrayList<>();
        List<Measured> more = new ArrayList<>();
        int landed = 0;
        try (LandingWriter writer = new LandingWriter(landing, TABLE, LandingWriter.ONE_RECORD)) {
            for (int size : sizes(most)) {
                landed = land(writer, posts, landed, size);
                Rival clean = clean(landing, size);
                first.add(measured("first clean of %,d objects", size, clean));
                none.add(measured("nothing new after %,d objects", size, clean));
                landed = land(writer, posts, landed, size + NEW);
                more.add(measured("a thousand new after %,d objects", size, clean));
            }
        }
        Folders.delete(landing);
        return table("objects", most, first)
                + table("objects of history, nothing new", most, none)
                + table("objects of history, a thousand new", most, more);
    }

    private String rows(int most) throws IOException, InterruptedException {
        Path landing = folder.resolve("large");
        InventedPosts posts = new InventedPosts(1, most);
        List<Measured> first = new ArrayList<>();
        for (int size : sizes(most)) {
            try (LandingWriter writer = new LandingWriter(landing, TABLE, LandingWriter.LARGE)) {
                land(writer, posts, 0, size);
            }
            first.add(measured("first clean of %,d rows", size, clean(landing, size)));
            Folders.delete(landing);
        }
        return table("rows in objects of 64 MB", most, first);
    }

    private static int land(LandingWriter writer, InventedPosts posts, int from, int to) throws IOException {
        for (int post = from; post < to; post++) {
            writer.add(post, JsonLine.of(posts.pin(post)));
        }
        return to;
    }

    private Rival clean(Path landing, int size) {
        return spark.clean("CleanPin", landing, landing.resolveSibling(landing.getFileName() + "-tables-" + size));
    }

    private static Measured measured(String what, int size, Rival clean) throws IOException, InterruptedException {
        Measured measured = Measured.of(clean);
        System.err.printf(Locale.ROOT, what + ": %.1f s, %d MiB%n", size, measured.seconds(), measured.peakMiB());
        return measured;
    }

    private static List<Integer> sizes(int most) {
        return IntStream.rangeClosed(1, STEPS)
                .mapToObj(step -> (int) ((long) most * step / STEPS))
                .toList();
    }

    private static String table(String of, int most, List<Measured> figures) {
        StringBuilder table = new StringBuilder("| %s | seconds | peak MiB |%n|---:|---:|---:|%n".formatted(of));
        for (int i = 0; i < STEPS; i++) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.1f | %d |%n",
                    sizes(most).get(i),
                    figures.get(i).seconds(),
                    figures.get(i).peakMiB()));
        }
        return table
                + "%n```mermaid%nxychart-beta%n".formatted()
                + "    x-axis \"%s\" %d --> %d%n".formatted(of, sizes(most).get(0), most)
                + "    y-axis \"seconds\" 0 --> %.0f%n"
                        .formatted(Math.ceil(figures.stream()
                                .mapToDouble(Measured::seconds)
                                .max()
                                .orElseThrow()))
                + "    line [%s]%n```%n%n"
                        .formatted(figures.stream()
                                .map(figure -> String.format(Locale.ROOT, "%.1f", figure.seconds()))
                                .collect(Collectors.joining(", ")));
    }
}
