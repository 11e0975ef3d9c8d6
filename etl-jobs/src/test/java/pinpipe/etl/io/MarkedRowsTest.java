package pinpipe.etl.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clean tables with deletion vectors, without, and the way from the one to the other. */
class MarkedRowsTest {
    @TempDir
    Path folder;

    private DeltaScene scene;

    @BeforeEach
    void open() {
        scene = new DeltaScene(folder);
    }

    @Test
    void aMergeMarksRowsInDeletionVectorsAndItsCountsAgree() throws IOException {
        DeltaTables tables = scene.tables();
        DeltaScene.merge(tables, 1, 0, scene.changes(0, 1000, 1));
        Set<Path> first = new HashSet<>(DeltaScene.files(folder.resolve("t"), ".parquet"));
        Row gone = DeltaScene.change(7, 2, true);

        Written written = DeltaScene.merge(
                tables,
                2,
                11,
                scene.changes(990, 1020, 2).union(scene.spark().createDataFrame(List.of(gone), DeltaScene.CHANGE)));

        assertThat(written.inserted()).isEqualTo(20);
        assertThat(written.updated()).isEqualTo(11);
        assertThat(DeltaScene.files(folder.resolve("t"), ".bin")).isNotEmpty();
        assertThat(scene.current()).containsAll(first).hasSizeGreaterThan(first.size());
        assertThat(scene.rows()).isEqualTo(1019);
    }

    @Test
    void withoutDeletionVectorsAMergeRewritesFiles() throws IOException {
        DeltaTables tables = new DeltaTables(scene.spark(), folder.toString(), DeletionVectors.OFF);
        DeltaScene.merge(tables, 1, 0, scene.changes(0, 100, 1));

        Written written = DeltaScene.merge(tables, 2, 10, scene.changes(90, 110, 2));

        assertThat(written.updated()).isEqualTo(10);
        assertThat(written.inserted()).isEqualTo(10);
        assertThat(DeltaScene.files(folder.resolve("t"), ".bin")).isEmpty();
        assertThat(scene.features()).doesNotContain(DeletionVectors.FEATURE);
    }

    @Test
    void aRebuildTurnsThemOffWhereThatIsAskedFor() {
        DeltaScene.merge(scene.tables(), 1, 0, scene.changes(0, 10, 1));

        new DeltaTables(scene.spark(), folder.toString(), DeletionVectors.OFF)
                .replace(DeltaScene.LAYOUT, scene.changes(0, 10, 2), DeltaScene.run(2));

        assertThat(scene.property("delta.enableDeletionVectors")).isEqualTo("false");
    }

    /** As the runbook has it. Delta 3 rejects the last step, though its documentation says otherwise. */
    @Test
    void theWayBackLeadsToATableThatOldReadersCanRead() throws IOException {
        DeltaTables tables = scene.tables();
        DeltaScene.merge(tables, 1, 0, scene.changes(0, 100, 1));
        DeltaScene.merge(tables, 2, 10, scene.changes(90, 110, 2));
        assertThat(scene.features()).contains(DeletionVectors.FEATURE);
        assertThat(scene.detail("minReaderVersion", Integer.class)).isEqualTo(3);
        assertThatThrownBy(() -> scene.spark()
                        .sql("GENERATE symlink_format_manifest FOR TABLE delta.`%s`".formatted(scene.path())))
                .as("a manifest cannot name marked rows")
                .hasMessageContaining("DELETION_VECTORS");
        String table = "TABLE delta.`" + scene.path() + "`";

        scene.spark().sql("ALTER %s SET TBLPROPERTIES ('delta.enableDeletionVectors' = false)".formatted(table));
        scene.spark().sql("REORG %s APPLY (PURGE)".formatted(table));
        if (DeltaTable.class.getPackage().getImplementationVersion().startsWith("3.")) {
            assertThatThrownBy(() -> scene.spark().sql("ALTER %s DROP FEATURE deletionVectors".formatted(table)))
                    .hasMessageContaining("DELTA_FEATURE_DROP_NONREMOVABLE_FEATURE");
        } else {
            scene.spark().sql("ALTER %s DROP FEATURE deletionVectors".formatted(table));
            assertThat(scene.features()).doesNotContain(DeletionVectors.FEATURE);
            assertThat(scene.detail("minReaderVersion", Integer.class)).isEqualTo(1);
        }

        assertThat(DeltaScene.merge(tables, 3, 10, scene.changes(100, 120, 3)).updated())
                .isEqualTo(10);
        assertThat(scene.rows()).isEqualTo(120);
        assertThat(DeltaScene.files(folder.resolve("t"), ".bin"))
                .as("only that of before")
                .hasSize(1);
    }

    @Test
    void aTableThatIsRestoredGoesOnWithThem() {
        DeltaTables tables = scene.tables();
        DeltaScene.merge(tables, 1, 0, scene.changes(0, 100, 1));
        DeltaScene.merge(tables, 2, 10, scene.changes(90, 110, 2));
        DeltaScene.merge(tables, 3, 20, scene.changes(80, 100, 3));

        scene.spark().sql("RESTORE TABLE delta.`%s` TO VERSION AS OF 1".formatted(scene.path()));

        assertThat(scene.rows()).isEqualTo(110);
        assertThat(scene.spark()
                        .read()
                        .format("delta")
                        .load(scene.path())
                        .where("said LIKE '%run 3'")
                        .count())
                .isZero();
        assertThat(DeltaScene.merge(tables, 4, 30, scene.changes(70, 100, 4)).updated())
                .isEqualTo(30);
        assertThat(scene.rows()).isEqualTo(110);
    }
}
