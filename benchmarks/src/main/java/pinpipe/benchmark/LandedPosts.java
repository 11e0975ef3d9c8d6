package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import pinpipe.testdata.InventedPosts;
import pinpipe.testdata.JsonLine;
import pinpipe.testdata.SourceTable;

/** Invented posts as they land: a record in each of the three topics. */
final class LandedPosts implements AutoCloseable {
    private final Map<SourceTable, LandingWriter> writers = new EnumMap<>(SourceTable.class);

    LandedPosts(Path landing, long objectBytes) {
        for (SourceTable table : SourceTable.values()) {
            String name = table.name().toLowerCase(Locale.ROOT);
            writers.put(table, new LandingWriter(landing, name, objectBytes));
        }
    }

    /** Lands the posts from one number to another, that one left out. */
    void add(InventedPosts posts, int from, int to) throws IOException {
        for (Map.Entry<SourceTable, LandingWriter> writer : writers.entrySet()) {
            for (int post = from; post < to; post++) {
                writer.getValue().add(post, JsonLine.of(posts.row(writer.getKey(), post)));
            }
        }
    }

    /** Ends the objects that have been begun. */
    @Override
    public void close() throws IOException {
        for (LandingWriter writer : writers.values()) {
            writer.close();
        }
    }
}
