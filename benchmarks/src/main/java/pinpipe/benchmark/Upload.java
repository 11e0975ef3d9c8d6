package pinpipe.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import pinpipe.stack.ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts files into a bucket, through the store's own door: only so an object has an ETag, which S3A asks for. */
final class Upload {
    private static final int AT_ONCE = 8;

    private Upload() {}

    /** All files of a folder, as objects of the same names. */
    static void folder(Path folder, ObjectStore store, String bucket)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (S3Client client = client(store);
                Stream<Path> all = Files.walk(folder)) {
            List<Callable<String>> puts = all.filter(Files::isRegularFile)
                    .map(file -> put(client, bucket, folder.relativize(file).toString(), file))
                    .toList();
            for (Future<String> put : threads.invokeAll(puts)) {
                put.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** To be called; gives the ETag. */
    private static Callable<String> put(S3Client client, String bucket, String key, Path file) {
        return () -> client.putObject(request -> request.bucket(bucket).key(key), file)
                .eTag();
    }

    private static S3Client client(ObjectStore store) {
        AwsBasicCredentials credentials = AwsBasicCredentials.create(store.accessKeyId(), store.secretAccessKey());
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
