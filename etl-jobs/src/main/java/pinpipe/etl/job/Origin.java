package pinpipe.etl.job;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.cli.Failure;
import pinpipe.etl.io.StreamSource;

/** One kind of place that a stream's records may come from, with its own options. */
interface Origin {
    /**
     * What is wrong with its options, as whole phrases.
     *
     * @param once true if the stream is to end with what is there now
     */
    List<String> problems(boolean once);

    /** What the table has of the source. */
    StreamSource source(SparkSession spark, String prefix, Table table);

    /** The topic or stream whose records become rows of this table. */
    String topic(String prefix, Table table);

    /** Stops with a sentence if it sees at once that one of these tables has none. */
    void mustHave(String prefix, List<Table> tables, String does);

    /** The sentence for an error of the source; null if it is none. */
    Failure explain(String does, Throwable error);
}
