package pinpipe.producer.door.rest;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pinpipe.producer.aws.AwsAccess;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Signs requests for an API gateway of AWS that asks for IAM (Signature Version 4).
 *
 * @param credentials where the keys come from
 * @param region the gateway's, such as {@code us-east-1}
 */
record AwsSignature(AwsCredentialsProvider credentials, String region) {
    private static final String SERVICE = "execute-api";

    /** What the HTTP client writes by itself, as it was signed. */
    private static final Set<String> WRITTEN_ANYWAY = Set.of("host", "content-length");

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /**
     * Fails where there are no keys.
     *
     * @throws pinpipe.cli.Failure asked wrongly
     */
    void requireCredentials() {
        AwsAccess.require(credentials, "sign requests for AWS");
    }

    /** The headers that make a request a signed one, those given among them. */
    Map<String, List<String>> headers(String method, URI address, String contentType, byte[] body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(address)
                .putHeader("Content-Type", contentType)
                .build();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(SIGNER.sign(signing -> signing.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request()
                .headers());
        headers.keySet().removeIf(name -> WRITTEN_ANYWAY.stream().anyMatch(name::equalsIgnoreCase));
        return headers;
    }
}
