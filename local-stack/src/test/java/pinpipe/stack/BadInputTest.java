package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.stack.Launcher.Ended;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What somebody reads at three in the morning: one sentence with its remedy, nothing of what Spark, Hadoop or a logger
 * has to add, and no secret. What needs no process of its own is tested beside the commands.
 */
@Tag("launcher")
class BadInputTest {
    private static final String PREFIX = "0a1b2c3d4e5f";

    @TempDir
    static Path folder;

    private static ObjectStore store;

    @BeforeAll
    static void startStore() {
        store = ObjectStore.start(folder.resolve("store"));
        store.createBucket("landing");
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    @Test
    void anEmptyBucketIsAskedWrongly() throws Exception {
        assertSaid(
                2,
                "Cannot clean pin: no object of topic %s.pin has landed in s3a://landing/topics. Check --landing and --prefix; no topic is there."
                        .formatted(PREFIX),
                clean(onStore(), "s3a://landing", "warehouse"));
    }

    @Test
    void aLandingInABucketThatIsMissingIsAskedWrongly() throws Exception {
        assertSaid(
                2,
                "Cannot clean pin: there is no bucket nowhere. Check the URI, or make the bucket.",
                clean(onStore(), "s3a://nowhere/in", "warehouse"));
    }

    @Test
    void aWarehouseInABucketThatIsMissingIsAskedWrongly() throws Exception {
        assertSaid(
                2,
                "Cannot clean pin: there is no bucket nowhere. Check the URI, or make the bucket.",
                clean(onStore(), landed(), "s3a://nowhere/warehouse"));
    }

    @Test
    void aTableThatAnotherMachineHoldsIsLeftToIt() throws Exception {
        try (S3Client client = ObjectStoreTest.client(store, store.secretAccessKey())) {
            client.putObject(
                    lease -> lease.bucket("landing").key("held/_leases/pin/0000000007.json"),
                    RequestBody.fromString(
                            "{\"holder\":\"process 7 on elsewhere\",\"until\":\"2999-12-31T23:59:59Z\"}"));
        }

        assertSaid(
                1,
                "Cannot clean pin: process 7 on elsewhere holds it until 2999-12-31T23:59:59Z, and longer while it runs. Let it end; if it was killed, try again after that.",
                clean(onStore(), landed(), "s3a://landing/held"));
    }

    @Test
    void credentialsThatTheStoreRefusesAreAskedWronglyAndShownNowhere() throws Exception {
        Ended ended = clean(onStore().with("AWS_SECRET_ACCESS_KEY", "not-the-s3cret"), "s3a://landing", "warehouse");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("Cannot clean pin: the object store does not let us use s3a://landing")
                .endsWith("Check the AWS credentials, and what they permit there.\n")
                .doesNotContain("not-the-s3cret")
                .hasLineCount(1);
    }

    @Test
    void theDoctorNamesTheCredentialsAndTheHazardsOfAnObjectStoreAndShowsNoSecret() throws Exception {
        Ended ended = onStore()
                .run(
                        "doctor",
                        "--landing",
                        "s3a://nowhere",
                        "--prefix",
                        PREFIX,
                        "--warehouse",
                        "s3a://landing/warehouse");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out())
                .contains("ok    credentials — found in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)")
                .contains("fail  landing     — Cannot read the landing: there is no bucket nowhere.")
                .contains("ok    warehouse   — s3a://landing/warehouse can be written, listed, read and deleted in")
                .contains("ok    clock       — ")
                .contains("ok    writers     — two runs of one table keep each other out by a lease")
                .contains("warn  writers     — on s3a: a table loses a commit if something else writes it")
                .doesNotContain(store.secretAccessKey());
        assertThat(ended.err())
                .startsWith("Cannot clean safely: landing is not well.")
                .hasLineCount(1);
    }

    @Test
    void aStoreThatIsDownIsNotWaitedForLong() throws Exception {
        URI down = URI.create("http://127.0.0.1:" + Ports.free());

        assertSaid(
                1,
                "Cannot clean pin: the object store at %s does not answer (Connection refused). Check that it runs and that AWS_ENDPOINT_URL_S3 is its address, then try again."
                        .formatted(down.getAuthority()),
                clean(onStore().with("AWS_ENDPOINT_URL_S3", down), "s3a://landing", "warehouse"));
    }

    @Test
    void aBrokerThatIsDownIsNotWaitedForLong() throws Exception {
        String down = "127.0.0.1:" + Ports.free();

        Ended ended = Launcher.in(folder)
                .run("land", "--bootstrap-servers", down, "--prefix", PREFIX, "--landing", "landing");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("Cannot land topics: no answer from a Kafka broker at " + down)
                .endsWith("then try again.\n")
                .hasLineCount(1);
    }

    @Test
    void aDatabaseThatIsDownMayBeTriedAgainAndThePasswordIsShownNowhere() throws Exception {
        Path credentials = Files.writeString(
                folder.resolve("db_creds.yaml"),
                "HOST: 127.0.0.1\nPORT: %d\nUSER: me\nPASSWORD: not-the-s3cret\nDATABASE: pinterest\n"
                        .formatted(Ports.free()));
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));

        Ended ended = Launcher.in(folder).run("produce", "--credentials", "db_creds.yaml", "--to", "console");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("Cannot produce from pinterest at 127.0.0.1:")
                .contains("the database does not answer (Connection refused)")
                .doesNotContain("not-the-s3cret")
                .hasLineCount(1);
    }

    @Test
    void anObjectThatIsNoGzipIsTheDataRefused() throws Exception {
        String object = object() + ".gz";
        Path landing = folder.resolve("broken");
        Files.createDirectories(landing.resolve(object).getParent());
        Files.writeString(landing.resolve(object), "no gzip at all");

        assertSaid(
                3,
                "Cannot clean pin: %s cannot be read whole (Input is not in the .gz format). Put the whole object in its place, then run again with --rebuild."
                        .formatted(object),
                clean(Launcher.in(folder), "broken", "warehouse of broken"));
    }

    @Test
    void tablesThatAreMissingAreAskedWrongly() throws Exception {
        Ended ended = Launcher.in(folder).run("query", "--warehouse", "nowhere", "--output", "answers");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("Cannot answer the questions: there is no warehouse at nowhere.")
                .hasLineCount(1);
    }

    private static void assertSaid(int exit, String sentence, Ended ended) {
        assertThat(ended.err()).isEqualTo(sentence + "\n");
        assertThat(ended.exit()).isEqualTo(exit);
    }

    private static Ended clean(Launcher launcher, String landing, String warehouse) throws Exception {
        return launcher.run("clean", "pin", "--landing", landing, "--prefix", PREFIX, "--warehouse", warehouse);
    }

    private static Launcher onStore() {
        return Launcher.in(folder)
                .with("AWS_ENDPOINT_URL_S3", store.endpoint())
                .with("AWS_ACCESS_KEY_ID", store.accessKeyId())
                .with("AWS_SECRET_ACCESS_KEY", store.secretAccessKey())
                .with("AWS_REGION", "us-east-1");
    }

    /** A local landing with one record. */
    private static String landed() throws IOException {
        Path object = folder.resolve("landing").resolve(object());
        Files.createDirectories(object.getParent());
        Files.writeString(object, "{}\n");
        return "landing";
    }

    private static String object() {
        return "topics/%1$s.pin/partition=0/%1$s.pin+0+0000000000.json".formatted(PREFIX);
    }
}
