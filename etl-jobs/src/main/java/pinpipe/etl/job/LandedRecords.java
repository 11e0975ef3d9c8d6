package pinpipe.etl.job;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.etl.landing.Landing;

/** Which landed records are read, and how: the options that the commands which read them have in common. */
final class LandedRecords {
    @Mixin
    private LandedTopics topics;

    @Option(
            names = "--read",
            defaultValue = "auto",
            description = "auto, or spark where the platform does not let a job open objects itself. Default: auto.")
    private Landing.Reading read;

    /**
     * The landing, which is there.
     *
     * @param does what the command does, for the sentence about a landing that is not there
     */
    Landing open(SparkSession spark, String does) throws IOException {
        Landing landed = new Landing(spark, topics.landing(), read);
        landed.mustExist(does);
        return landed;
    }

    /** The topic whose records become rows of this table. */
    String topic(Table table) {
        return topics.topic(table);
    }
}
