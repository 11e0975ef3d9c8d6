package pinpipe.etl.landing.objects;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads, in this order.
 *
 * @param splits many small objects, or one split of a large one
 */
public record LandingTask(List<ObjectSplit> splits) implements InputPartition {}
