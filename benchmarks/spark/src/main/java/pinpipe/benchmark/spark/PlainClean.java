package pinpipe.benchmark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.delta.tables.DeltaTable;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Pins cleaned the way people write it: Spark's JSON reader on the folder, the same rules, {@code row_number}, and Delta. No
 * bookmark, no quarantine, no lineage, no books: every run reads every object.
 */
public final class PlainClean {
    private static final String WRITTEN = """
            index BIGINT, unique_id STRING, title STRING, description STRING, poster_name STRING, follower_count STRING,
            tag_list STRING, is_image_or_video STRING, image_src STRING, downloaded BIGINT, save_location STRING,
            category STRING""";

    /** How our pins are written: statistics of the key alone, no dictionary for texts that hardly repeat, deletion vectors. */
    private static final Map<String, String> OUR_SETTINGS = Map.of(
            "spark.databricks.delta.properties.defaults.dataSkippingStatsColumns", "ind",
            "spark.databricks.delta.properties.defaults.enableDeletionVectors", "true",
            "parquet.enable.dictionary#unique_id", "false",
            "parquet.enable.dictionary#title", "false",
            "parquet.enable.dictionary#description", "false",
            "parquet.enable.dictionary#tag_list", "false",
            "parquet.enable.dictionary#image_src", "false");

    private static final String COUNT = "^([0-9]+(?:\\.[0-9]+)?)([kM]?)$";
    private static final String NOT_KNOWN = "User Info Error";

    private PlainClean() {}

    /**
     * Arguments: {@code explicit} or {@code inferred} for the schema, or {@code settings} for an explicit one and a table that is
     * written with our settings; the folder of objects; the table to merge into.
     */
    public static void main(String[] args) {
        try (SparkSession spark = PlainSession.open()) {
            if (args[0].equals("settings")) {
                OUR_SETTINGS.forEach(spark.conf()::set);
            }
            Dataset<Row> landed = args[0].equals("inferred")
                    ? spark.read().json(args[1])
                    : spark.read().schema(WRITTEN).json(args[1]);
            write(newest(cleaned(landed)), args[2]);
        }
    }

    private static Dataset<Row> cleaned(Dataset<Row> landed) {
        return landed.select(
                        col("index").cast("bigint").as("ind"),
                        text("unique_id"),
                        text("title", "No Title Data Available"),
                        text("description", "No description available", "No description available Story format"),
                        followers().as("follower_count"),
                        text("poster_name", NOT_KNOWN),
                        text("tag_list", "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"),
                        text("is_image_or_video"),
                        text("image_src", "Image src error."),
                        regexp_replace(text("save_location"), "^Local save in ", "")
                                .as("save_location"),
                        text("category"),
                        col("_metadata.file_name").as("object"),
                        monotonically_increasing_id().as("line"))
                .where("ind IS NOT NULL AND unique_id IS NOT NULL");
    }

    private static Column text(String name, String... placeholders) {
        Column text = col(name);
        Column known = not(text.rlike("^\\s*$")).and(not(text.isin((Object[]) placeholders)));
        return when(known, text).as(name);
    }

    private static Column followers() {
        Column count = col("follower_count");
        Column times = when(regexp_extract(count, COUNT, 2).equalTo("k"), lit(1_000))
                .when(regexp_extract(count, COUNT, 2).equalTo("M"), lit(1_000_000))
                .otherwise(lit(1));
        return when(
                count.rlike(COUNT),
                regexp_extract(count, COUNT, 1)
                        .cast("decimal(20,3)")
                        .multiply(times)
                        .cast("bigint"));
    }

    /** The newest of a key's rows, which share a partition: that of the object with the highest first offset. */
    private static Dataset<Row> newest(Dataset<Row> cleaned) {
        return cleaned.withColumn(
                        "place",
                        row_number()
                                .over(Window.partitionBy("ind")
                                        .orderBy(
                                                col("object").desc(),
                                                col("line").desc())))
                .where("place = 1")
                .drop("place", "object", "line");
    }

    private static void write(Dataset<Row> rows, String table) {
        if (!DeltaTable.isDeltaTable(rows.sparkSession(), table)) {
            rows.write().format("delta").save(table);
            return;
        }
        DeltaTable.forPath(rows.sparkSession(), table)
                .as("held")
                .merge(rows.as("new"), expr("held.ind = new.ind"))
                .whenMatched()
                .updateAll()
                .whenNotMatched()
                .insertAll()
                .execute();
    }
}
