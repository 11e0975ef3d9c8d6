package pinpipe.producer.scene;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import pinpipe.stack.KinesisServer;

/** Who we are to AWS during a test class, as its usual system properties say; and nothing of what this machine has. */
public final class AwsKeys implements BeforeAllCallback, AfterAllCallback {
    /** What must never be printed. */
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG";

    private static final Map<String, String> PROPERTIES = Map.of(
            "aws.accessKeyId",
            "AKIDEXAMPLE",
            "aws.secretAccessKey",
            SECRET,
            "aws.region",
            KinesisServer.REGION,
            // The other form of Kinesis' protocol, which a test's own server can read.
            "aws.cborEnabled",
            "false");

    private final Map<String, String> before = new TreeMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        PROPERTIES.forEach((name, value) -> {
            String had = System.setProperty(name, value);
            if (had != null) {
                before.put(name, had);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        PROPERTIES.keySet().forEach(System::clearProperty);
        before.forEach(System::setProperty);
    }
}
