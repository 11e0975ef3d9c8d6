package pinpipe.etl.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the files of a clean table are written: statistics and dictionaries. */
class DeltaFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private DeltaScene scene;

    @BeforeEach
    void open() {
        scene = new DeltaScene(folder);
    }

    @Test
    void theLogHasStatisticsOfTheKeyAndTheTimestampsAlone() throws IOException {
        DeltaTables tables = scene.tables();
        DeltaScene.merge(tables, 1, 0, scene.changes(0, 100, 1));
        DeltaScene.merge(tables, 2, 10, scene.changes(90, 110, 2));
        tables.replace(DeltaScene.LAYOUT, scene.changes(0, 50, 3), DeltaScene.run(3));

        for (String statistics : List.of("minValues", "maxValues", "nullCount")) {
            assertThat(statistics(0, statistics)).as(statistics).containsExactly("ind", "timestamp");
        }
        assertThat(log()).doesNotContain("said by", "category 1");
    }

    @Test
    void aTableOfOldIsGivenThemWhenItIsRebuiltAndKeepsItsOtherProperties() throws IOException {
        StructType old = StructType.fromDDL("ind BIGINT, said STRING");
        scene.spark()
                .createDataFrame(List.of(RowFactory.create(1L, "said long ago")), old)
                .write()
                .format("delta")
                .option("delta.logRetentionDuration", "interval 60 days")
                .save(scene.path());
        assertThat(statistics(0, "minValues")).contains("said");

        scene.tables().replace(DeltaScene.LAYOUT, scene.changes(0, 50, 1), DeltaScene.run(1));
        DeltaScene.merge(scene.tables(), 2, 0, scene.changes(50, 60, 2));

        assertThat(statistics(1, "minValues")).contains("ind").doesNotContain("said", "category");
        assertThat(scene.property("delta.dataSkippingStatsColumns")).isEqualTo("`ind`,`timestamp`");
        assertThat(scene.property("delta.logRetentionDuration")).isEqualTo("interval 60 days");
        assertThat(scene.property("delta.enableDeletionVectors"))
                .as("readers may rely on a table without")
                .isNull();
    }

    @Test
    void nearlyUniqueTextHasNoDictionaryAndOtherColumnsHave() throws IOException {
        DeltaTables tables = scene.tables();
        DeltaScene.merge(tables, 1, 0, scene.changes(0, 1000, 1));
        DeltaScene.merge(tables, 2, 500, scene.changes(0, 500, 2));
        tables.replace(DeltaScene.LAYOUT, scene.changes(0, 1000, 3), DeltaScene.run(3));
        new ParquetTables(scene.spark(), folder.resolve("parquet").toString())
                .replace(DeltaScene.LAYOUT, scene.changes(0, 1000, 1), DeltaScene.run(1));

        for (Path file : DeltaScene.files(folder, ".parquet")) {
            Map<String, Boolean> dictionaries = dictionaries(file);
            assertThat(dictionaries).as("%s", file).containsEntry("said", false).containsEntry("category", true);
        }
        assertThat(scene.spark()
                        .conf()
                        .getOption("parquet.enable.dictionary#said")
                        .isDefined())
                .isFalse();
    }

    @Test
    void aRebuildMayBringOtherColumns() throws IOException {
        DeltaScene.merge(scene.tables(), 1, 0, scene.changes(0, 10, 1));
        StructType other = StructType.fromDDL("id STRING, said STRING, seen TIMESTAMP");
        Dataset<Row> rows = scene.spark().createDataFrame(List.of(RowFactory.create("a", "said now", null)), other);

        scene.tables().replace(new TableLayout("t", "id", List.of("seen"), List.of("said")), rows, DeltaScene.run(2));

        assertThat(log()).doesNotContain("said now");
        assertThat(scene.property("delta.dataSkippingStatsColumns")).isEqualTo("`id`,`seen`");
    }

    /** All columns that the statistics of a commit of this version or later name. */
    private Set<String> statistics(int from, String which) throws IOException {
        Set<String> columns = new TreeSet<>();
        for (Path commit : DeltaScene.files(folder.resolve("t/_delta_log"), ".json")) {
            if (Integer.parseInt(commit.getFileName().toString().substring(0, 20)) >= from) {
                for (String line : Files.readAllLines(commit)) {
                    String stats = JSON.readTree(line).at("/add/stats").asText("{}");
                    JsonNode node = JSON.readTree(stats.isEmpty() ? "{}" : stats);
                    node.path(which).fieldNames().forEachRemaining(columns::add);
                }
            }
        }
        return columns;
    }

    private String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path commit : DeltaScene.files(folder.resolve("t/_delta_log"), ".json")) {
            all.append(Files.readString(commit));
        }
        return all.toString();
    }

    /** Whether a column's pages of any row group have a dictionary. */
    private static Map<String, Boolean> dictionaries(Path file) {
        Map<String, Boolean> dictionaries = new TreeMap<>();
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            List<ColumnChunkMetaData> chunks = new ArrayList<>();
            reader.getFooter().getBlocks().stream()
                    .map(BlockMetaData::getColumns)
                    .forEach(chunks::addAll);
            for (ColumnChunkMetaData chunk : chunks) {
                boolean encoded = chunk.getEncodings().stream().anyMatch(Encoding::usesDictionary);
                dictionaries.merge(
                        chunk.getPath().toDotString(), encoded || chunk.hasDictionaryPage(), Boolean::logicalOr);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dictionaries;
    }
}
