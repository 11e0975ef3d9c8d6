package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.tables.UserTable.USER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.KeyRange;

/** What a run reads of a large table: the files in which a key of the batch can be. */
class LargeTableTest {
    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @AfterEach
    void asUsual() {
        LocalSpark.spark().conf().unset(KeyRange.LARGE);
    }

    @Test
    void filesWithoutTheKeysOfTheBatchAreNotOpened() throws IOException {
        Warehouse warehouse = new Warehouse(folder.resolve("warehouse"));
        clean(warehouse, 0, user(1, 30), user(2, 30));
        Set<Path> first = files();
        clean(warehouse, 2, user(101, 30), user(102, 30));
        for (Path later : files()) {
            if (!first.contains(later)) {
                Files.delete(later); // whoever opens it fails
            }
        }
        LocalSpark.spark().conf().set(KeyRange.LARGE, 0);

        Report report = clean(warehouse, 4, user(2, 31), user(3, 30)).get(0);

        assertThat(report.outcomes().updated()).isEqualTo(1);
        assertThat(report.outcomes().inserted()).isEqualTo(1);
        LocalSpark.spark().conf().set(KeyRange.LARGE, Long.MAX_VALUE);
        assertThatThrownBy(() -> clean(warehouse, 6, user(2, 32)))
                .as("a small table is read as a whole")
                .hasStackTraceContaining("FileNotFoundException");
    }

    @Test
    void deltaNamesTheFilesThatAreLeftOfARangeOfKeys() {
        clean(new Warehouse(folder.resolve("warehouse")), 0, user(1, 30), user(2, 30));
        Dataset<Row> table = LocalSpark.spark()
                .read()
                .format("delta")
                .option("versionAsOf", 0)
                .load(folder.resolve("warehouse/user").toString());

        assertThat(table.where("ind >= 2 AND ind <= 5").inputFiles()).hasSize(1);
        assertThat(table.where("ind >= 3 AND ind <= 5").inputFiles())
                .as("then a batch of such keys is compared with nothing")
                .isEmpty();
    }

    private List<Report> clean(Warehouse warehouse, long offset, String... lines) {
        Path landing = folder.resolve("landing");
        user.land(landing, offset, List.of(lines), lines.length);
        return warehouse.clean(USER, landing);
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("warehouse/user"))) {
            return all.filter(file -> file.toString().endsWith(".parquet")).collect(Collectors.toSet());
        }
    }

    private static String user(int key, int age) {
        return "{\"ind\":%d,\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(key, age);
    }
}
