package pinpipe.etl.io;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What one table has of a stream that several share. Each table's stream reads all of it and takes its own; what belongs to
 * no table is taken by one of them, so that it is counted, once.
 *
 * @param source the whole
 * @param owner of a record, made of {@code raw} and {@code key}: a table's name, or null
 * @param table the one whose records are taken
 * @param strays the name of a column that is true of what belongs to no table
 * @param takesStrays true if those are taken too
 */
public record SharedStream(StreamSource source, Column owner, String table, String strays, boolean takesStrays)
        implements StreamSource {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public String identity(String topic) {
        return source.identity(topic);
    }

    @Override
    public Dataset<Row> read(SparkSession spark, String topic) {
        return source.read(spark, topic);
    }

    @Override
    public Batch batch(Dataset<Row> read, long number, Store checkpoint) throws IOException {
        Batch whole = source.batch(read, number, checkpoint);
        Dataset<Row> owned = whole.records()
                .withColumn("owner", owner)
                .withColumn(strays, col("owner").isNull());
        Column mine = coalesce(col("owner").equalTo(table), lit(takesStrays));
        return whole.with(owned.where(mine).drop("owner"));
    }
}
