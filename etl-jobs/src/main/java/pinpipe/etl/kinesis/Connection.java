package pinpipe.etl.kinesis;

import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;

/**
 * Where the service is. Credentials are found by the SDK's default chain on each machine; they never travel.
 *
 * @param region null for the SDK's default chain
 * @param endpoint null for the region's own
 */
record Connection(String region, URI endpoint) implements Serializable {
    /** A client costs a tenth of a second and serves any number of threads, so a JVM has one for each place, and keeps it. */
    private static final Map<Connection, KinesisClient> CLIENTS = new ConcurrentHashMap<>();

    KinesisClient client() {
        return CLIENTS.computeIfAbsent(this, Connection::open);
    }

    private KinesisClient open() {
        KinesisClientBuilder builder = KinesisClient.builder().httpClientBuilder(ApacheHttpClient.builder());
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw Failures.of("from Kinesis", e);
        }
    }
}
