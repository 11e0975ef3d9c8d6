package pinpipe.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import pinpipe.cli.Failure;

/** Ports of the loopback interface on which nobody listens. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    // Below the range that systems give to outgoing connections: so none of those can take the port while its server
    // is down between a stop and a start.
    private static final int FROM = 12_000;
    private static final int BELOW = 32_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /** A free one, drawn by lot so that two stacks which start together do not meet. */
    static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, BELOW);
            if (isFree(port)) {
                return port;
            }
        }
        throw Failure.broken(
                "Cannot start a server: no free port was found between %d and %d. End some of the programs that listen there."
                        .formatted(FROM, BELOW),
                null);
    }

    /** Listens on a port, 0 for any, of the loopback interface. */
    static ServerSocket listener(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = listener(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
