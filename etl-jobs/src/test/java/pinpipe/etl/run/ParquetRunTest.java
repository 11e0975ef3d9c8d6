package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.UserTable.USER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.ParquetTables;

/** The clean snapshot for readers without Delta. */
class ParquetRunTest {
    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void aParquetTableIsTheSameTable() {
        int half = user.landed().size() / 2;
        Path landing = user.land(folder.resolve("l"), 0, user.landed().subList(0, half), 20);
        Warehouse parquet = new Warehouse(folder.resolve("w"), ParquetTables::new);
        Warehouse delta = new Warehouse(folder.resolve("d"));
        delta.clean(USER, landing);
        Report first = parquet.clean(USER, landing).get(0);
        user.land(landing, half, user.landed().subList(half, user.landed().size()), 20);

        delta.clean(USER, landing);
        Report second = parquet.clean(USER, landing).get(0);
        Report third = parquet.clean(USER, landing).get(0);

        assertThat(first.tableVersion()).isNull();
        assertThat(second.status()).isEqualTo("committed");
        assertThat(third.status()).isEqualTo("nothing_new");
        assertThat(Warehouse.withoutLineage(parquet.rows("user"))).isEqualTo(Warehouse.withoutLineage(user.clean()));
        assertThat(folder.resolve("w/user/_delta_log")).doesNotExist();
        parquet.mustEqual(delta, "user", "parquet", "delta");
    }

    @Test
    void aNewerRowTakesTheOldersPlace() {
        Path landing = user.land(folder.resolve("l"), 0, List.of(named(1, "Ada"), named(2, "Bob")), 2);
        Warehouse parquet = new Warehouse(folder.resolve("w"), ParquetTables::new);
        parquet.clean(USER, landing);
        user.land(landing, 2, List.of(named(2, "Cleo"), named(3, "Dan")), 2);

        Report report = parquet.clean(USER, landing).get(0);

        assertThat(report.outcomes()).isEqualTo(new Counts.Outcomes(1, 1, 0, 0, 0, 0));
        assertThat(parquet.rows("user"))
                .extracting(row -> row.get("user_name").asText())
                .containsExactly("Ada", "Cleo", "Dan");
    }

    private static String named(int ind, String name) {
        return "{\"ind\":%d,\"first_name\":\"%s\",\"date_joined\":\"2020-01-01T00:00:00\"}".formatted(ind, name);
    }

    @Test
    void aSecondAttemptAtTheSameRunGivesTheSameSnapshot() {
        int half = user.landed().size() / 2;
        Path landing = user.land(folder.resolve("l"), 0, user.landed().subList(0, half), 20);
        Warehouse parquet = new Warehouse(folder.resolve("w"), ParquetTables::new);
        parquet.clean(USER, landing);
        user.land(landing, half, user.landed().subList(half, user.landed().size()), 20);
        Report once = parquet.clean(USER, landing).get(0);
        List<JsonNode> rows = parquet.rows("user");
        parquet.forgetEndOf(USER);

        Report again = parquet.clean(USER, landing).get(0);

        assertThat(again.run()).isEqualTo(2);
        assertThat(again.outcomes()).isEqualTo(once.outcomes());
        assertThat(parquet.rows("user")).isEqualTo(rows);
        assertThat(Files.exists(folder.resolve("w/user"))).isTrue();
    }
}
