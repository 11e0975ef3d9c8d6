package pinpipe.etl.kinesis;

import java.time.Duration;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;

/** The most arrival time that a batch takes in: the one measure that a position in time can be limited by. */
record IntervalLimit(Duration longest) implements ReadLimit {}
