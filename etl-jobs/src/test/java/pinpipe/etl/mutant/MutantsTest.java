package pinpipe.etl.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import pinpipe.etl.mutant.Mutant.Change;

/** Whoever breaks the protocol is told so by a test: each way of breaking it that was found in use is tried here. */
@Tag("once")
@Tag("long")
class MutantsTest {
    static final List<Mutant> MUTANTS = List.of(
            new Mutant(
                    "the bookmark is the newest modification time",
                    List.of(
                            new Change(
                                    "run/OffsetWalk.java",
                                    " lastSize = object.size();",
                                    " lastSize = Math.max(lastSize, object.modified());"),
                            new Change("run/Bookmark.java", "if (object.path().equals(mark.last())) {", """
                                    if (object != null) {
                                        return object.modified() > mark.lastSize();
                                    }
                                    if (object.path().equals(mark.last())) {""")),
                    "pinpipe.etl.run.OffsetsTest#anObjectThatFillsAPassedGapLaterIsStillRead"),
            new Mutant(
                    "records are ranked by arrival",
                    List.of(
                            new Change(
                                    "ingest/LatestRecords.java",
                                    "RecordPosition.of(\"_lineage\").desc()",
                                    "col(\"_arrived\").desc()"),
                            new Change("ingest/LatestRecords.java", "return records.where(CleanedRecords.GOOD)", """
                                    return records.where(CleanedRecords.GOOD)
                                            .withColumn("_arrived", org.apache.spark.sql.functions.monotonically_increasing_id())""")),
                    "pinpipe.etl.ingest.LatestRecordsTest#theHighestPlaceWinsInWhateverOrderRecordsArrive"),
            new Mutant(
                    "the MERGE has no guard",
                    List.of(new Change(
                            "io/DeltaTables.java",
                            "private static final String NEWER = newer(\"new\", \"held\");",
                            "private static final String NEWER = newer(\"new\", \"held\") + \" OR true\";")),
                    "pinpipe.etl.io.DeltaTablesTest#aMergeNeverPutsWhatIsOlderInThePlaceOfARow"),
            new Mutant(
                    "the quarantine is written after the table, without a name",
                    List.of(
                            new Change(
                                    "run/TableJob.java",
                                    "if (rejections.records() > 0) {",
                                    "if (rejections.records() < 0) {"),
                            new Change("run/TableJob.java", "Written written = write(batch, good);", """
                                    Written written = write(batch, good);
                                    quarantine.add(table.name(), rejections.lines(), batch.transaction());"""),
                            new Change("io/Quarantine.java", """
                                    long before = version(table).orElse(-1L);
                                            if (DeltaTable.isDeltaTable(spark, path(table))) {""", """
                                    long before = version(table).orElse(-1L);
                                            if (run == null) {"""),
                            new Change(
                                    "io/Quarantine.java",
                                    "run.named(lines.write())",
                                    "lines.write().format(\"delta\")")),
                    "pinpipe.etl.run.LandingRunTest#aRunThatFindsAnUnfinishedPlanFinishesExactlyThatOneFirst"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("MUTANTS")
    void aBrokenProtocolIsCaught(Mutant mutant) throws Exception {
        Laboratory.Judged judged = new Laboratory(folder).judged(mutant);

        assertThat(judged.verdict())
                .as("%s must catch that %s%n%s", mutant.caughtBy(), mutant, judged.printed())
                .isEqualTo(Verdict.CAUGHT);
    }

    /** Without the mutation they pass, since they are run like all others. */
    @Test
    void whatCatchesMutantsAreTestsThatAreAlwaysRun() throws ClassNotFoundException {
        for (Mutant mutant : MUTANTS) {
            String[] test = mutant.caughtBy().split("#");

            assertThat(test[0]).endsWith("Test");
            assertThat(Arrays.stream(Class.forName(test[0]).getDeclaredMethods())
                            .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class)))
                    .anyMatch(method -> method.getName().equals(test[1]));
        }
    }
}
