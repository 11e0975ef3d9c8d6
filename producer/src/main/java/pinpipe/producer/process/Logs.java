package pinpipe.producer.process;

/**
 * What the libraries below us log. Kafka's client logs its whole configuration and every attempt to connect, which would
 * bury the one sentence that says what is wrong; so nothing is shown unless it is asked for.
 */
public final class Logs {
    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Logs() {}

    /** To be called before the first logger is made; a level given with {@code -D} stands. */
    public static void show(boolean verbose) {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, verbose ? "info" : "off");
        }
    }
}
