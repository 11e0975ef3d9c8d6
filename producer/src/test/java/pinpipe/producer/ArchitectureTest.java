package pinpipe.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "pinpipe.producer", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theProducerKnowsNothingOfSpark = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..", "scala..", "pinpipe.etl..")
            .because("it runs where no Spark is, and its one contract with the jobs is the fixture landed.jsonl");

    @ArchTest
    static final ArchRule onlyTheKafkaDoorAndItsPartsKnowKafka = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Kafka")
            .and()
            .haveSimpleNameNotStartingWith("Topics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("a site without Kafka uses another door, and a new door must not touch the modes");

    @ArchTest
    static final ArchRule onlyTheSourceKnowsTheDatabase = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(Source|SourceTable|Key|RowFormat|SqlFailures)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..")
            .because("doors and modes see rows, wherever those come from");
}
