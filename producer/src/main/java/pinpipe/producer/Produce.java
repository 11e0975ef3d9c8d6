package pinpipe.producer;

import pinpipe.cli.Exit;

/** Starts {@code produce} from the command line. */
public final class Produce {
    private Produce() {}

    /** Sends rows as the arguments say. */
    public static void main(String[] args) {
        Exit.with(new ProduceCommand(), args);
    }
}
