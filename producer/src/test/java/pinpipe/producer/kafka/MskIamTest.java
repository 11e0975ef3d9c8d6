package pinpipe.producer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.producer.scene.AwsKeys;

/** There is no MSK here: what is shown is that all is there that a client needs until the broker has to decide. */
@ExtendWith(AwsKeys.class)
class MskIamTest {
    private static final String BROKER = "b-1.pins.c1a2b3.c4.kafka.eu-west-1.amazonaws.com";

    @Test
    void aProducerStartsWithTheLoginOfMsk() {
        KafkaSettings settings = KafkaSettings.of("127.0.0.1:1", null).withMskIam();
        ByteArraySerializer bytes = new ByteArraySerializer();

        try (var producer = new KafkaProducer<>(settings.forProducer(), bytes, bytes)) {
            assertThat(producer.metrics()).isNotEmpty();
        }
        assertThat(settings.forAdmin()).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void whatIsSaidToTheBrokerIsSignedForItsRegion() throws Exception {
        Map<String, Object> settings =
                KafkaSettings.of(BROKER + ":9098", null).withMskIam().forAdmin();
        Map<String, Object> jaas = Map.of("sasl.jaas.config", new Password((String) settings.get("sasl.jaas.config")));
        List<AppConfigurationEntry> entries =
                JaasContext.loadClientContext(jaas).configurationEntries();
        // Being loaded it makes its mechanism known to Java.
        Class.forName(entries.get(0).getLoginModuleName());
        String[] mechanism = {(String) settings.get("sasl.mechanism")};

        SaslClient client = Sasl.createSaslClient(
                mechanism, null, "kafka", BROKER, Map.of(), handler(settings, mechanism[0], entries));
        String said = new String(client.evaluateChallenge(new byte[0]), UTF_8);

        assertThat(said)
                .contains("\"host\":\"" + BROKER + "\"", "\"action\":\"kafka-cluster:Connect\"")
                .contains("/eu-west-1/kafka-cluster/aws4_request", "\"x-amz-signature\":\"")
                .doesNotContain(AwsKeys.SECRET);
        assertThat(client.getMechanismName()).startsWith("AWS_MSK_IAM");
    }

    private static CallbackHandler handler(
            Map<String, Object> settings, String mechanism, List<AppConfigurationEntry> entries) throws Exception {
        AuthenticateCallbackHandler handler =
                (AuthenticateCallbackHandler) Class.forName((String) settings.get("sasl.client.callback.handler.class"))
                        .getDeclaredConstructor()
                        .newInstance();
        handler.configure(settings, mechanism, entries);
        return handler;
    }
}
