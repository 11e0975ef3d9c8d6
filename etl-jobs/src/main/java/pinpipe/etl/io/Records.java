package pinpipe.etl.io;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What every door hands over, before anything is parsed.
 *
 * @param lines one row a line or message: {@code raw} STRING and {@code lineage} STRUCT&lt;topic, partition, offset,
 *     position, object&gt;
 * @param counted how many lines the door read, counted apart from what is made of them: one row an object or partition
 *     with {@code path} STRING, {@code partition} INT, {@code first} BIGINT, {@code lines} BIGINT; and where the reading
 *     itself has not proven that the object came whole, {@code bytes} BIGINT, those of the lines with their line feeds,
 *     and {@code size} BIGINT, the object's length as it was found
 * @param release frees what the door holds for reading the lines twice
 */
public record Records(Dataset<Row> lines, Dataset<Row> counted, Runnable release) {}
