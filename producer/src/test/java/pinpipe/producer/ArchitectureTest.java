package pinpipe.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "pinpipe.producer", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROW = "pinpipe.producer.row..";
    private static final String SOURCE = "pinpipe.producer.source..";
    private static final String DOOR = "pinpipe.producer.door..";
    private static final String KAFKA = "pinpipe.producer.kafka..";
    private static final String GATEWAY = "pinpipe.producer.gateway..";
    private static final String MODE = "pinpipe.producer.mode..";

    @ArchTest
    static final ArchRule theProducerKnowsNothingOfSpark = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "io.delta..", "scala..", "pinpipe.etl..")
            .because("it runs where no Spark is, and its one contract with the jobs is the fixture landed.jsonl");

    @ArchTest
    static final ArchRule noPackagesNeedEachOther = slices().matching("pinpipe.producer.(**)")
            .should()
            .beFreeOfCycles()
            .because("the folders are the architecture only while they can be read one after the other");

    @ArchTest
    static final ArchRule aRowKnowsNothing = noClasses()
            .that()
            .resideInAPackage(ROW)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(ROW, "java..")
            .because("every source gives it and every door takes it");

    @ArchTest
    static final ArchRule theSourceKnowsNoWayOut = noClasses()
            .that()
            .resideInAPackage(SOURCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pinpipe.producer", DOOR, KAFKA, MODE, "pinpipe.producer.process..")
            .because("what a row looks like must not depend on where it goes or when");

    @ArchTest
    static final ArchRule onlyTheSourceKnowsTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackage(SOURCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "com.mysql..")
            .because("doors and modes see rows, wherever those come from");

    @ArchTest
    static final ArchRule aDoorSeesRowsAndNothingOfWhereTheyComeFrom = noClasses()
            .that()
            .resideInAnyPackage(DOOR, KAFKA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pinpipe.producer", SOURCE, MODE)
            .because("a new source or mode must not touch a door");

    @ArchTest
    static final ArchRule aModeKnowsNoDoorButTheDoor = noClasses()
            .that()
            .resideInAPackage(MODE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pinpipe.producer", KAFKA, "org.apache.kafka..", "pinpipe.producer.door.*..")
            .because("a site without Kafka uses another door, and a new door must not touch the modes");

    @ArchTest
    static final ArchRule eachDoorHasItsPartsForItself = slices().matching("pinpipe.producer.door.(*)..")
            .should()
            .notDependOnEachOther()
            .because("a site that leaves one door out must not miss it in another");

    @ArchTest
    static final ArchRule theGatewayStandsAlone = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pinpipe.producer", ROW, SOURCE, DOOR, MODE)
            .because("it serves whoever sends rows, ours or not, and reads no database");

    @ArchTest
    static final ArchRule nobodyNeedsTheGateway = noClasses()
            .that()
            .resideOutsideOfPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
            .because("what sends rows must run without a web server");

    @ArchTest
    static final ArchRule onlyItsDoorAndTheGatewayKnowKafka = noClasses()
            .that()
            .resideOutsideOfPackages(KAFKA, GATEWAY)
            .and()
            .doNotHaveSimpleName("KafkaDoor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .because("a site without Kafka must be able to run the other doors");

    @ArchTest
    static final ArchRule onlyItsDoorAndTheGatewayKnowKinesis = noClasses()
            .that()
            .resideOutsideOfPackages("pinpipe.producer.aws..", "pinpipe.producer.door.kinesis..", GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services..")
            .because("what AWS has is one way out among others");
}
