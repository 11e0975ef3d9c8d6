package pinpipe.etl.live;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Somebody's wish that the streams end. After Ctrl-C or SIGTERM the batches under way are finished, and the process ends as
 * if all were done, with exit code 0: a stream has no other end.
 */
public final class StopRequest {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** From now on, signals to end the process are such a wish. */
    public StopRequest onSignals() {
        for (String signal : new String[] {IrqHandler.CONTROL_C, IrqHandler.SIGTERM}) {
            // Not a shutdown hook: Spark has one too, which would take the session away from the batches under way.
            new IrqHandler(signal, interrupted -> ask()).bind();
        }
        return this;
    }

    /** Asks for the end. */
    public void ask() {
        asked.countDown();
    }

    /** Waits so long for it; true once it was asked for. */
    boolean within(long millis) throws InterruptedException {
        return asked.await(millis, TimeUnit.MILLISECONDS);
    }
}
