package pinpipe.etl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may never import whom, and why. */
@AnalyzeClasses(packages = "pinpipe.etl", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    /** ArchUnit's own option knows only the usual place of test classes, and ours lie one folder deeper. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    @ArchTest
    static final ArchRule INGEST_KNOWS_NO_EDGE = noClasses()
            .that()
            .resideInAnyPackage("..etl.ingest", "..etl.erasure")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "pinpipe.tables..",
                    "..etl.io",
                    "..etl.run",
                    "..etl.job",
                    "org.apache.hadoop..",
                    "io.delta..",
                    "java.time..",
                    "java.nio.file..",
                    "java.net.."))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "org\\.apache\\.spark\\.sql\\.(SparkSession|DataFrameReader|DataFrameWriter.*|.*Stream.*)")
            .because(
                    "what a table becomes must depend on its records alone, and a fourth table must need no change here");

    @ArchTest
    static final ArchRule INGEST_WRITES_NOTHING = noClasses()
            .that()
            .resideInAnyPackage("..etl.ingest", "..etl.erasure")
            .should()
            .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "an action of a Dataset",
                    call -> call.getTargetOwner().getFullName().equals("org.apache.spark.sql.Dataset")
                            && java.util.Set.of(
                                            "count",
                                            "collect",
                                            "collectAsList",
                                            "first",
                                            "head",
                                            "take",
                                            "takeAsList",
                                            "foreach",
                                            "foreachPartition",
                                            "show",
                                            "write",
                                            "writeTo",
                                            "persist",
                                            "cache",
                                            "checkpoint",
                                            "localCheckpoint",
                                            "toLocalIterator",
                                            "reduce")
                                    .contains(call.getTarget().getName())))
            .because("the caller decides when and how often it is computed");

    @ArchTest
    static final ArchRule IO_KNOWS_NO_TABLE_AND_NO_RUN = noClasses()
            .that()
            .resideInAPackage("..etl.io")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "pinpipe.tables..",
                    "pinpipe.cleaning..",
                    "..etl.landing..",
                    "..etl.ingest",
                    "..etl.run",
                    "..etl.job"))
            .because("rows of any table come and go the same way");

    @ArchTest
    static final ArchRule A_LANDING_KNOWS_NO_RUN = noClasses()
            .that()
            .resideInAnyPackage("..etl.landing..", "..etl.records")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("pinpipe.tables..", "..etl.ingest", "..etl.run", "..etl.job", "io.delta.."))
            .because("what lies there is read the same way, whatever becomes of it");

    @ArchTest
    static final ArchRule RECORDS_KNOW_NO_STORE = noClasses()
            .that()
            .resideInAPackage("..etl.records")
            .should()
            .dependOnClassesThat(resideInAnyPackage("..etl.landing..", "..etl.io", "org.apache.hadoop.."))
            .because("a stream's lines are cleaned by the same code as landed ones");

    @ArchTest
    static final ArchRule A_RUN_KNOWS_NO_PARTICULAR_TABLE = noClasses()
            .that()
            .resideInAPackage("..etl.run")
            .should()
            .dependOnClassesThat(resideInAnyPackage("pinpipe.tables..", "..etl.job"))
            .because("a fourth table must run without a change here");

    @ArchTest
    static final ArchRule A_DOCTOR_KNOWS_NO_PARTICULAR_TABLE = noClasses()
            .that()
            .resideInAPackage("..etl.doctor")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("pinpipe.tables..", "pinpipe.cleaning..", "..etl.ingest", "..etl.job"))
            .because("it looks at places, and a fourth table must be looked at without a change here");

    @ArchTest
    static final ArchRule NOTHING_BUT_A_JOB_ASKS_THE_DOCTOR = noClasses()
            .that()
            .resideOutsideOfPackages("..etl.doctor", "..etl.job")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..etl.doctor")
            .because("a run must be right whether or not somebody has looked before");

    @ArchTest
    static final ArchRule THE_KINESIS_SOURCE_KNOWS_NOTHING_OF_US = noClasses()
            .that()
            .resideInAPackage("..etl.kinesis")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "anything else of ours",
                    type -> type.getPackageName().startsWith("pinpipe.")
                            && !type.getPackageName().endsWith("etl.kinesis")))
            .because("it can be used alone, by any query of Spark");

    @ArchTest
    static final ArchRule A_STREAM_KNOWS_NO_PARTICULAR_TABLE = noClasses()
            .that()
            .resideInAPackage("..etl.live")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("pinpipe.tables..", "pinpipe.cleaning..", "..etl.ingest", "..etl.job"))
            .because("it keeps queries going, and a fourth table must stream without a change here");

    @ArchTest
    static final ArchRule NOTHING_BUT_A_JOB_STARTS_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackages("..etl.live", "..etl.job")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..etl.live")
            .because("what a batch does must not depend on who has called for it");

    @ArchTest
    static final ArchRule NOBODY_IMPORTS_A_JOB = noClasses()
            .that()
            .resideOutsideOfPackage("..etl.job")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..etl.job")
            .because("a job is where a process begins");

    @ArchTest
    static final ArchRule ONE_PLACE_MAKES_SESSIONS = noClasses()
            .that()
            .doNotHaveSimpleName("Sessions")
            .should()
            .callMethod(org.apache.spark.sql.SparkSession.class, "builder")
            .orShould()
            .callMethod(org.apache.spark.sql.SparkSession.class, "stop")
            .because("a platform's session is not ours to stop, and correctness settings live in one place");

    @ArchTest
    static final ArchRule NEITHER_RDD_NOR_CONTEXT = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.spark.rdd..", "org.apache.spark.api.java"))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.spark.SparkContext")
            .because("Spark Connect, which Databricks' standard compute is, has neither");

    @ArchTest
    static final ArchRule ONLY_EXIT_ENDS_THE_PROCESS = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .because("on Databricks the process is not ours to end; pinpipe.cli.Exit knows when it may");

    @ArchTest
    static final ArchRule ONLY_THE_DOOR_READS_THE_ENVIRONMENT = noClasses()
            .that()
            .doNotHaveSimpleName("Sessions")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("settings have one order of precedence, kept by pinpipe.cli");
}
