package pinpipe.etl.landing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.StoreFailures;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;
import pinpipe.etl.landing.objects.ObjectSplit;
import pinpipe.etl.landing.objects.SplitPlanner;

/** The folder in which topics land as objects: lists them, and reads them as records with their places. */
public final class Landing {
    /** How objects are read. */
    public enum Reading {
        /** By tasks that open objects themselves: many small ones a task, a large one in several. */
        AUTO,
        /** All by Spark's own sources, for platforms that do not let a job open objects itself. */
        SPARK
    }

    /** Which records carry their raw lines. */
    public enum RawLines {
        /** Those of rejected records. */
        REJECTED,
        /** Those of all records. */
        ALL
    }

    private final SparkSession spark;
    private final Store store;
    private final Reading reading;
    private SplitPlanner planner = SplitPlanner.USUAL;

    /** The landing at a URI: the folder that holds {@code topics/}. */
    public Landing(SparkSession spark, String uri, Reading reading) throws IOException {
        this.spark = spark;
        this.store = Store.at(spark, uri);
        this.reading = reading;
    }

    /** This landing, its objects split in another way. */
    Landing splitting(SplitPlanner another) {
        planner = another;
        return this;
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
            throw new IOException(folder + StoreFailures.COULD_NOT_BE_LISTED + " (" + StoreFailures.reason(e) + ")", e);
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

    /**
     * Reads objects as records of a table. The caller closes the result.
     *
     * @param base what is added to the offsets of an object's lines
     * @param lines which records carry their raw lines
     * @throws IOException if an object was not read as it was listed, with its path
     */
    public CleanedObjects read(
            Table table, List<LandedObject> objects, ToLongFunction<LandedObject> base, RawLines lines)
            throws IOException {
        return CleanedObjects.of(table, objects, reading(table, objects, base, lines == RawLines.ALL));
    }

    private ObjectsReading reading(
            Table table, List<LandedObject> objects, ToLongFunction<LandedObject> base, boolean everyRaw) {
        if (reading == Reading.SPARK) {
            return new SparkReading(
                    spark, store, table, everyRaw, ObjectSplit.whole(objects, base), planner.largestWhole());
        }
        PlannedTable planned = new PlannedTable(
                table, everyRaw, planner.tasks(objects, base), store.root().toString(), Sessions.hadoopSettings(spark));
        return new PlannedReading(spark, planned);
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
     * The first of these objects that is no whole gzip file. It is looked for only when reading them has failed: Spark's
     * own source does not always say which one it was.
     */
    public Optional<String> firstBroken(List<LandedObject> objects) {
        for (LandedObject object : objects) {
            if (object.isZipped() && !isWhole(object)) {
                return Optional.of(object.path());
            }
        }
        return Optional.empty();
    }

    /** False only if its content is at fault; where the store is, that is what the run has failed of. */
    private boolean isWhole(LandedObject object) {
        try (InputStream content = new StoredContent(store.files().open(store.path(object.path())))) {
            new GzipCompressorInputStream(content, true).transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (UncheckedIOException ofTheStore) {
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    /** Has the store's errors differ from those of what it stores. */
    private static final class StoredContent extends FilterInputStream {
        StoredContent(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
