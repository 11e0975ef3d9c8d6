package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.LineEraser;
import pinpipe.cleaning.Table;
import pinpipe.etl.erasure.KeySearch;
import pinpipe.etl.ingest.CleanedRecords;
import pinpipe.etl.records.PlacedLines;

/**
 * The rejected lines in which records of a key stand.
 *
 * @param searched how many lines there are
 * @param changes one row a line that has to go or to change, as {@code Quarantine.change} takes them
 * @param partitions where they landed
 * @param unread how many records nobody can read, and that do not name the key
 */
record QuarantineTraces(long searched, List<Row> changes, Set<Integer> partitions, long unread) {
    static final StructType CHANGE = StructType.fromDDL(
            "topic STRING, partition INT, offset BIGINT, position BIGINT, raw STRING, new_raw STRING");

    /** A line by its place and its text, as the quarantine knows it. */
    private record Line(String topic, int partition, long offset, long position, String raw) {}

    /** Searches the rejected lines, if there are any. */
    static QuarantineTraces of(Table table, Optional<Dataset<Row>> rejected, KeySearch search, LineEraser eraser) {
        if (rejected.isEmpty()) {
            return new QuarantineTraces(0, List.of(), Set.of(), 0);
        }
        // The text stands in the object's place, so that a line is known again.
        Dataset<Row> lines = rejected.get()
                .select(
                        col("raw"),
                        struct(
                                        col("topic"),
                                        col("partition"),
                                        col("offset"),
                                        col("position"),
                                        col("raw").as("object"))
                                .as("lineage"));
        try (CachedDatasets cached = new CachedDatasets()) {
            Dataset<Row> rows = cached.keep(search.in(CleanedRecords.of(table, PlacedLines.clean(table, lines))));
            Map<Line, Set<Integer>> found = new HashMap<>();
            for (Row row : rows.where("its").collectAsList()) {
                Line line = new Line(
                        row.getAs("topic"),
                        row.getAs("partition"),
                        row.getAs("offset"),
                        row.getAs("position"),
                        row.getAs("object"));
                found.computeIfAbsent(line, none -> new TreeSet<>()).add(row.getAs("at"));
            }
            List<Row> changes = new ArrayList<>();
            Set<Integer> partitions = new HashSet<>();
            found.forEach((line, places) -> {
                partitions.add(line.partition());
                change(line, places, eraser).ifPresent(changes::add);
            });
            long unread = rows.where(col("its").equalTo(false)).count();
            return new QuarantineTraces(rejected.get().count(), changes, partitions, unread);
        }
    }

    /** A line of its own goes; one that it shares with others loses its records, if it has not lost them before. */
    private static Optional<Row> change(Line line, Set<Integer> places, LineEraser eraser) {
        byte[] raw = line.raw().getBytes(StandardCharsets.UTF_8);
        String changed = null;
        if (eraser.records(raw) > 1) {
            changed = new String(eraser.without(raw, places), StandardCharsets.UTF_8);
        }
        return line.raw().equals(changed)
                ? Optional.empty()
                : Optional.of(RowFactory.create(
                        line.topic(), line.partition(), line.offset(), line.position(), line.raw(), changed));
    }

    /** The texts that are to go. */
    Set<String> texts() {
        Set<String> texts = new HashSet<>();
        changes.forEach(change -> texts.add(change.getString(4)));
        return texts;
    }
}
