package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A Kinesis endpoint for whoever cannot have this module on the class path, as Spark's tests cannot. */
public final class KinesisProcess {
    private KinesisProcess() {}

    /**
     * Starts an endpoint with its files in the folder that is the first argument and with the streams, as {@code
     * name:shards}, that are the others; prints its address as the first line, and stops it when standard input ends, so
     * that it never outlives who started it.
     */
    public static void main(String[] args) throws IOException {
        String[] streams = Arrays.copyOfRange(args, 1, args.length);
        try (KinesisServer kinesis = KinesisServer.start(Path.of(args[0]), streams)) {
            System.out.println(kinesis.endpoint());
            while (System.in.read() >= 0) {
                // Nothing is said; only the end counts.
            }
        }
    }
}
