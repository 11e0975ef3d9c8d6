package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectStoreTest {
    private static final String BUCKET = "landing";
    private static final int PART = 5 << 20;

    @TempDir
    Path folder;

    @Test
    void keepsObjectsAcrossARestartOnTheSamePort() {
        try (ObjectStore store = ObjectStore.start(folder.resolve("a folder"))) {
            store.createBucket(BUCKET);
            try (S3Client client = client(store, store.secretAccessKey())) {
                String key = "topics/0a1b.pin/partition=0/0a1b.pin+0+0000000000.json";
                put(client, key, "{\"title\":\"a 🦦\"}\n");
                put(client, "elsewhere", "");

                store.stop();
                store.start();

                assertThat(client.getObjectAsBytes(
                                        request -> request.bucket(BUCKET).key(key))
                                .asUtf8String())
                        .isEqualTo("{\"title\":\"a 🦦\"}\n");
                assertThat(client.listObjectsV2(
                                        request -> request.bucket(BUCKET).prefix("topics/"))
                                .contents())
                        .extracting(S3Object::key)
                        .filteredOn(listed -> !listed.endsWith("/"))
                        .containsExactly(key);
                assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket("nowhere")))
                        .isInstanceOf(NoSuchBucketException.class);
            }
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void takesAnObjectInParts() {
        byte[] large = new byte[2 * PART + 1];
        Arrays.fill(large, PART, large.length, (byte) 7);
        try (ObjectStore store = ObjectStore.start(folder);
                S3Client client = client(store, store.secretAccessKey())) {
            store.createBucket(BUCKET);
            String upload = client.createMultipartUpload(
                            request -> request.bucket(BUCKET).key("large"))
                    .uploadId();
            CompletedPart[] parts = IntStream.of(1, 2, 3)
                    .mapToObj(number -> part(client, upload, number, large))
                    .toArray(CompletedPart[]::new);
            client.completeMultipartUpload(request ->
                    request.bucket(BUCKET).key("large").uploadId(upload).multipartUpload(whole -> whole.parts(parts)));

            assertThat(client.getObjectAsBytes(request -> request.bucket(BUCKET).key("large"))
                            .asByteArray())
                    .isEqualTo(large);
        }
    }

    @Test
    void refusesOtherCredentials() {
        try (ObjectStore store = ObjectStore.start(folder);
                S3Client client = client(store, "wrong")) {
            store.createBucket(BUCKET);
            assertThatThrownBy(() -> put(client, "key", "value"))
                    .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                            .isEqualTo(403));
        }
    }

    @Test
    void whyItDoesNotStartIsSaidInItsOwnWords() throws Exception {
        try (ServerSocket taken = Ports.listener(0)) {
            assertThatThrownBy(() -> ObjectStore.start(folder, taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.BROKEN))
                    .hasMessageStartingWith(
                            "Cannot start the object store: it ended with code 1; the last lines of its log: ")
                    .hasMessageContaining("Address already in use")
                    .hasMessageNotContaining("\n");
        }
    }

    private static void put(S3Client client, String key, String content) {
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    private static CompletedPart part(S3Client client, String upload, int number, byte[] whole) {
        byte[] bytes = Arrays.copyOfRange(whole, (number - 1) * PART, Math.min(number * PART, whole.length));
        String tag = client.uploadPart(
                        request -> request.bucket(BUCKET)
                                .key("large")
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromBytes(bytes))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    static S3Client client(ObjectStore store, String secret) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKeyId(), secret)))
                .build();
    }
}
