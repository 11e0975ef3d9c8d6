package pinpipe.producer.gateway;

import pinpipe.cli.Exit;

/** Starts {@code gateway} from the command line. */
public final class Gateway {
    private Gateway() {}

    /** Serves until it is told to end. */
    public static void main(String[] args) {
        Exit.with(new GatewayCommand(), args);
    }
}
