package pinpipe.etl.landing;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.etl.io.SideBySide;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectNotReadException;
import pinpipe.etl.landing.objects.ObjectReader;
import pinpipe.etl.landing.objects.ObjectSplit;
import pinpipe.etl.records.PartitionCleaner;

/**
 * Reads objects through Spark's own sources, for platforms that do not let a job open objects itself: small ones whole, large
 * ones as text, which Spark splits. That source takes the end of what it gets for the end of the object, so there the bytes of
 * the lines must add up to the listed length.
 */
final class SparkReading implements ObjectsReading {
    /** What means something in a pattern of paths. */
    private static final Pattern PATTERN = Pattern.compile("[\\\\{}\\[\\]*?]");

    private static final int LOOKS_AT_ONCE = 32;

    private final SparkSession spark;
    private final Store store;
    private final Table table;
    private final boolean everyRaw;
    private final List<ObjectSplit> small;
    private final List<ObjectSplit> large;

    /**
     * A reading of whole objects.
     *
     * @param largestWhole an object of more bytes is read as text
     */
    SparkReading(
            SparkSession spark,
            Store store,
            Table table,
            boolean everyRaw,
            List<ObjectSplit> objects,
            long largestWhole) {
        this.spark = spark;
        this.store = store;
        this.table = table;
        this.everyRaw = everyRaw;
        this.small =
                objects.stream().filter(split -> split.end() <= largestWhole).toList();
        this.large =
                objects.stream().filter(split -> split.end() > largestWhole).toList();
    }

    @Override
    public Dataset<Row> rows() throws IOException {
        if (large.isEmpty()) {
            return smallOnes();
        }
        return small.isEmpty() ? largeOnes() : smallOnes().union(largeOnes());
    }

    private Dataset<Row> smallOnes() {
        Map<String, ObjectSplit> byPath = byPath(small);
        Dataset<Row> files = files(small, "binaryFile").select(col("_metadata.file_path"), col("content"));
        return PartitionCleaner.of(table, files, rows -> new WholeFileLines(rows, byPath), everyRaw);
    }

    private Dataset<Row> largeOnes() throws IOException {
        Map<String, ObjectSplit> byPath = byPath(large);
        Set<Integer> marked = beginningWithMark(large);
        Dataset<Row> lines = files(large, "text")
                .select(
                        col("_metadata.file_path"),
                        col("_metadata.file_block_start"),
                        col("_metadata.file_size"),
                        col("value").cast("binary"));
        return PartitionCleaner.of(table, lines, rows -> new TextLines(rows, byPath, marked), everyRaw);
    }

    private Dataset<Row> files(List<ObjectSplit> objects, String format) {
        String[] paths = objects.stream()
                // A path is a name, whatever brackets and stars are in it, and no pattern.
                .map(split -> PATTERN.matcher(store.path(split.object().path()).toString())
                        .replaceAll("\\\\$0"))
                .toArray(String[]::new);
        return spark.read()
                .format(format)
                .option("lineSep", "\n")
                // Whatever the platform's defaults are: what cannot be read is never left out.
                .option("ignoreMissingFiles", false)
                .option("ignoreCorruptFiles", false)
                .load(paths);
    }

    /** The objects by the paths that Spark will name: encoded as Spark encodes them, so that none is taken for another. */
    private Map<String, ObjectSplit> byPath(List<ObjectSplit> objects) {
        Map<String, ObjectSplit> byPath = new HashMap<>();
        for (ObjectSplit split : objects) {
            Path path = store.path(split.object().path());
            byPath.put(new Path(path.toString()).toUri().toString(), split);
        }
        return byPath;
    }

    /** The object that was listed at a path of Spark's; there is one, of that length, or the reading ends. */
    static ObjectSplit listed(String path, long length, Map<String, ObjectSplit> byPath) throws IOException {
        ObjectSplit split = byPath.get(path);
        if (split == null) {
            throw new ObjectNotReadException(
                    path, new IllegalStateException("Spark has read it, and it was not listed"));
        }
        if (length != split.object().size()) {
            throw new ObjectNotReadException(split.object().path(), ObjectReader.notAsListed(split.object()));
        }
        return split;
    }

    /** The numbers of the objects that begin with a byte order mark: Hadoop's reader of lines keeps it to itself. */
    private Set<Integer> beginningWithMark(List<ObjectSplit> objects) throws IOException {
        Set<Integer> marked = ConcurrentHashMap.newKeySet();
        List<Callable<?>> looks = new ArrayList<>();
        for (ObjectSplit split : objects) {
            looks.add(() -> {
                try (InputStream content =
                        store.files().open(store.path(split.object().path()))) {
                    if (Arrays.equals(
                            content.readNBytes(TextLines.BYTE_ORDER_MARK.length), TextLines.BYTE_ORDER_MARK)) {
                        marked.add(split.number());
                    }
                }
                return null;
            });
        }
        SideBySide.run(LOOKS_AT_ONCE, looks);
        return Set.copyOf(marked);
    }

    @Override
    public void requireWhole(LandedObject object, List<CountedSplit> splits) throws IOException {
        long missing =
                object.size() - splits.stream().mapToLong(CountedSplit::bytes).sum();
        // A last line without its line feed counts as one with it. Of a zipped object only Spark's word is known.
        boolean whole = object.isZipped() ? !splits.isEmpty() : missing == 0 || missing == -1;
        if (!whole) {
            throw new ObjectNotReadException(object.path(), ObjectReader.notAsListed(object));
        }
    }
}
