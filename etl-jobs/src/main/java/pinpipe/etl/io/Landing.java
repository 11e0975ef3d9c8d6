package pinpipe.etl.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import pinpipe.cli.Failure;

/** The folder in which topics land as objects: lists them, and reads them as lines that know where they stood. */
public final class Landing {
    /** How objects are read. */
    public enum Reading {
        /** Small objects packed, large ones by Spark. */
        AUTO,
        /** All by Spark's own source, for platforms that do not let a job open objects itself. */
        SPARK
    }

    private final SparkSession spark;
    private final Store store;
    private final Reading reading;

    /** The landing at a URI: the folder that holds {@code topics/}. */
    public Landing(SparkSession spark, String uri, Reading reading) throws IOException {
        this.spark = spark;
        this.store = Store.at(spark, uri);
        this.reading = reading;
    }

    /** Where it is, as messages say it. */
    public String uri() {
        return store.root().toString();
    }

    /**
     * All objects of a topic, each once, whatever the store says; none where the topic has no folder.
     *
     * @throws IOException if the store does not give the whole listing, with the folder's name
     */
    public TopicListing list(String topic) throws IOException {
        try {
            return TopicListing.of(store, topic);
        } catch (IOException e) {
            String folder = ObjectName.folder(topic);
            throw new IOException(folder + ObjectLines.COULD_NOT_BE_LISTED + " (" + StoreFailures.reason(e) + ")", e);
        }
    }

    /** The topics that have landed anything. */
    public List<String> topics() throws IOException {
        List<String> topics = new ArrayList<>();
        if (store.has(ObjectName.TOPICS)) {
            for (FileStatus folder : store.files().listStatus(store.path(ObjectName.TOPICS))) {
                topics.add(folder.getPath().getName());
            }
        }
        topics.sort(Comparator.naturalOrder());
        return topics;
    }

    /** Stops with a sentence if the landing itself is not there. */
    public void mustExist(String does) throws IOException {
        if (!store.has("")) {
            throw Failure.askedWrongly(
                    "Cannot %s: there is no folder %s. Check --landing, the folder that holds topics/."
                            .formatted(does, uri()));
        }
    }

    /** The lines of these objects. Small objects are fetched once and held until {@link Records#release} runs. */
    public Records read(List<Landed> objects) {
        List<Landed> small = new ArrayList<>();
        List<Landed> large = new ArrayList<>();
        for (Landed object : objects) {
            boolean packed = reading == Reading.AUTO && object.size() <= PackedObjects.LARGEST;
            (packed ? small : large).add(object);
        }
        if (large.isEmpty()) {
            return packed(small);
        }
        Records split = new SplitObjects(spark, store).read(large);
        if (small.isEmpty()) {
            return split;
        }
        Records packed = packed(small);
        return new Records(
                packed.lines().union(split.lines()), packed.counted().union(split.counted()), packed.release());
    }

    /** The objects one by one, for whoever changes lines of them. */
    public ObjectRewriter rewriter() {
        return new ObjectRewriter(store);
    }

    /** Makes few objects of many. */
    public ObjectPacker packer() {
        return new ObjectPacker(spark, store);
    }

    /**
     * How many lines each of these objects had, by path.
     *
     * @throws IOException if one of them has not come with the length that it was listed with, with its name
     */
    public Map<String, Long> lines(Records records, List<Landed> objects) throws IOException {
        return new WholeObjects(store).lines(records, objects);
    }

    /**
     * The first of these objects that is no whole gzip file. It is looked for only when reading them has failed: Spark's
     * own source does not always say which one it was.
     */
    public Optional<String> firstBroken(List<Landed> objects) {
        for (Landed object : objects) {
            if (object.path().endsWith(".gz") && !isWhole(object)) {
                return Optional.of(object.path());
            }
        }
        return Optional.empty();
    }

    /** False only if its content is at fault; where the store is, that is what the run has failed of. */
    private boolean isWhole(Landed object) {
        try (InputStream content = new GZIPInputStream(store.files().open(store.path(object.path())))) {
            content.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (EOFException | ZipException broken) {
            return false;
        } catch (IOException ofTheStore) {
            return true;
        }
    }

    private Records packed(List<Landed> objects) {
        Dataset<Row> lines = new PackedObjects(spark, store).read(objects).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> counted = lines.groupBy(col("lineage.object").as("path"))
                .agg(
                        min("lineage.partition").as("partition"),
                        min("lineage.offset").as("first"),
                        count(lit(1)).as("lines"),
                        lit(null).cast("bigint").as("bytes"),
                        lit(null).cast("bigint").as("size"));
        return new Records(lines, counted, lines::unpersist);
    }
}
