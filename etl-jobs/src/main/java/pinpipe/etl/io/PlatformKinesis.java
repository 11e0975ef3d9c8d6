package pinpipe.etl.io;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Streams from Kinesis, through the source that a platform brings. A record's place is the one that {@link KinesisStream}
 * would give it, but for what the rows of that source do not say.
 *
 * @param options of that source, without the stream's name
 * @param streamOption the option that names the stream
 */
public record PlatformKinesis(KinesisLayout layout, Map<String, String> options, String streamOption)
        implements StreamSource {
    @Override
    public String name() {
        return "kinesis";
    }

    @Override
    public String identity(String topic) {
        return null;
    }

    @Override
    public Dataset<Row> read(SparkSession spark, String topic) {
        return layout.normalised(spark.readStream()
                .format(layout.format())
                .options(options)
                .option(streamOption, topic)
                .load());
    }

    /** Fetched once, and held until it is released: asked again, the source could have more. */
    @Override
    public Batch batch(Dataset<Row> read, long number, Store checkpoint) throws IOException {
        KinesisEnds kept = new KinesisEnds(checkpoint);
        KinesisPlaces places = new KinesisPlaces(layout.namesShards(), kept.before(number));
        Dataset<Row> placed = places.placed(read, number).persist(StorageLevel.MEMORY_AND_DISK());
        kept.after(number, places.after(placed));
        return new Batch(StreamSource.handedOver(placed), placed::unpersist);
    }
}
