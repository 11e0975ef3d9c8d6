package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Path;

/** A broker in a process of its own, for whoever cannot have Kafka's server on the class path, as Spark's tests cannot. */
public final class BrokerProcess {
    private BrokerProcess() {}

    /**
     * Starts a broker with its files in the folder that is the only argument, prints its {@code host:port} as the first
     * line, and stops it when standard input ends, so that it never outlives who started it.
     */
    public static void main(String[] args) throws IOException {
        try (Broker broker = Broker.start(Path.of(args[0]))) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is said; only the end counts.
            }
        }
    }
}
