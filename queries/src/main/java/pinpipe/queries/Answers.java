package pinpipe.queries;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.Store;

/** The folder where answers are kept. Writing an answer again replaces it whole. */
final class Answers {
    private final SparkSession spark;
    private final Store folder;
    private final Format format;

    Answers(SparkSession spark, Store folder, Format format) {
        this.spark = spark;
        this.folder = folder;
        this.format = format;
    }

    /** Writes the answer under its question's name. */
    void write(Answer answer) throws IOException {
        String file = format.fileOf(answer.question());
        switch (format) {
            case CSV -> folder.write(file, Csv.of(answer).getBytes(StandardCharsets.UTF_8));
            case JSON -> folder.write(file, Json.of(answer).getBytes(StandardCharsets.UTF_8));
            case PARQUET, DELTA -> writeFolder(answer, file);
        }
    }

    private void writeFolder(Answer answer, String name) throws IOException {
        boolean wasDelta = folder.has(name + "/_delta_log");
        if (folder.has(name) && wasDelta != (format == Format.DELTA)) {
            // One format written over the other leaves a folder that is neither, or is refused by Delta.
            folder.files().delete(folder.path(name), true);
        }
        spark.createDataFrame(answer.rows(), answer.schema())
                .coalesce(1)
                .write()
                .format(format.toString())
                .mode(SaveMode.Overwrite)
                .option("overwriteSchema", "true")
                .save(folder.path(name).toString());
    }
}
