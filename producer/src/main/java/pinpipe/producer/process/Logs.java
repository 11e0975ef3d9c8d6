package pinpipe.producer.process;

import java.util.List;

/**
 * What the libraries below us log. Kafka's client logs its whole configuration and every attempt to connect, which would
 * bury the one sentence that says what is wrong; so nothing is shown unless it is asked for.
 */
public final class Logs {
    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final String OF_LOGGER = "org.slf4j.simpleLogger.log.";

    /** AWS' own signers write what they sign at the level debug, and a session's token is part of it. */
    private static final List<String> TALKATIVE =
            List.of("software.amazon.awssdk.http.auth", "software.amazon.awssdk.auth.signer");

    private Logs() {}

    /** To be called before the first logger is made; a level given with {@code -D} stands. */
    public static void show(boolean verbose) {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, verbose ? "info" : "off");
        }
        boolean isShown = !System.getProperty(LEVEL).equalsIgnoreCase("off");
        TALKATIVE.forEach(logger -> System.setProperty(OF_LOGGER + logger, isShown ? "info" : "off"));
    }
}
