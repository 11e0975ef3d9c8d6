package pinpipe.producer.door.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pinpipe.cli.Secret;
import pinpipe.producer.door.rest.ScriptedProxy.Asked;
import pinpipe.producer.door.rest.ScriptedProxy.Reply;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(60)
class AwsSignatureTest {
    private static final String SECRET = "wJalrXUtnFEMI";
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=AKID/(\\d{8})/eu-west-1/execute-api/aws4_request, SignedHeaders=([a-z0-9;-]+),"
                    + " Signature=([0-9a-f]{64})");

    @Test
    void whatArrivesIsSignedAsAwsRecomputesIt() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(Reply::arrived)) {
            RestDoor door = door(proxy, () -> AwsSessionCredentials.create("AKID", SECRET, "session"));
            door.open(PostTable.ALL);
            door.send(new Row(PostTable.ALL.get(0), "1", "{\"t\":\"Côte 🏝\"}"), () -> {});
            door.flush();
            door.close();

            Asked asked = proxy.asked().get(0);
            String authorization = asked.headers().getFirst("Authorization");
            Matcher parts = AUTHORIZATION.matcher(authorization);
            assertThat(parts.matches()).as(authorization).isTrue();
            assertThat(parts.group(2)).contains("content-type;host").contains("x-amz-date");
            assertThat(parts.group(3)).isEqualTo(signature(asked, parts.group(1), parts.group(2)));
            assertThat(asked.headers().get("X-Amz-Security-Token")).isEqualTo(List.of("session"));
            assertThat(asked.headers().get("x-api-key")).isEqualTo(List.of("k"));
        }
    }

    @Test
    void withoutCredentialsNothingIsTried() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy(Reply::arrived)) {
            RestDoor door = door(proxy, () -> {
                throw SdkClientException.create("Unable to load credentials");
            });

            assertThatThrownBy(() -> door.open(PostTable.ALL))
                    .hasMessage(
                            "Cannot sign requests for AWS: no AWS credentials were found (Unable to load credentials)."
                                    + " Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run it with an instance role.");
        }
    }

    private static RestDoor door(ScriptedProxy proxy, AwsCredentialsProvider credentials) {
        return new RestDoor(new RestSettings(
                proxy.address(),
                new TopicForm("0a1b"),
                Map.of("x-api-key", Secret.of("k")),
                Optional.of(new AwsSignature(credentials, "eu-west-1")),
                Duration.ofSeconds(5)));
    }

    /** By the steps of AWS's own description of Signature Version 4. */
    private static String signature(Asked asked, String day, String signed) throws GeneralSecurityException {
        String headers = List.of(signed.split(";", -1)).stream()
                .map(name -> name + ":" + asked.headers().getFirst(name) + "\n")
                .collect(Collectors.joining());
        String request = String.join("\n", "POST", asked.path(), "", headers, signed, hash(asked.body()));
        String scope = day + "/eu-west-1/execute-api/aws4_request";
        String text =
                String.join("\n", "AWS4-HMAC-SHA256", asked.headers().getFirst("X-Amz-Date"), scope, hash(request));
        byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
        for (String step : scope.split("/", -1)) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static String hash(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
