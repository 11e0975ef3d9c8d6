package pinpipe.etl.io;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AUtils;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What goes wrong in a {@link HostileStore}, and with which objects. */
public final class Faults {
    /** What may go wrong with an object. */
    public enum Fault {
        /** It is there, but no listing shows it. */
        LISTED_LATE,
        /** A listing shows it two times. */
        LISTED_TWICE,
        /** Its modification time is that of 1970. */
        DATED_LONG_AGO,
        /** Half of it comes, though all of it was listed. */
        CUT_SHORT,
        /** To list its folder is answered with 503. */
        BUSY_LISTING,
        /** To open it is answered with 503. */
        BUSY_OPENING,
        /** To read it is answered with 503. */
        BUSY_READING,
        /** To write it is answered with 503, once all its bytes were sent. */
        BUSY_WRITING,
        /** To read it is not answered, until the store's client gives up. */
        SILENT,
        /** A listing shows it, but it is gone. */
        LOST,
        /** It is gone when it is opened, though it was just there. */
        LOST_WHILE_READ
    }

    private final Map<Fault, String> objects = new EnumMap<>(Fault.class);
    private long patience;

    /** From now on this happens to the objects whose path ends in this. */
    public synchronized Faults happen(Fault fault, String pathEnd) {
        objects.put(fault, pathEnd);
        return this;
    }

    /** How long the store's client waits for an answer, in milliseconds. */
    public synchronized Faults patience(long millis) {
        patience = millis;
        return this;
    }

    /** From now on all is well. */
    public synchronized void end() {
        objects.clear();
    }

    synchronized boolean hit(Fault fault, Path path) {
        return objects.containsKey(fault) && path.toString().endsWith(objects.get(fault));
    }

    /** What S3A makes of a 503. */
    static IOException busy(String operation, Path path) {
        return S3AUtils.translateException(
                operation,
                path.toString(),
                S3Exception.builder()
                        .statusCode(503)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .serviceName("S3")
                                .errorCode("SlowDown")
                                .errorMessage("Please reduce your request rate.")
                                .build())
                        .build());
    }

    /** Does not answer; then what S3A makes of a socket that has given up. */
    IOException silent(String operation, Path path) throws IOException {
        try {
            if (new CountDownLatch(1).await(patience(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody answers");
            }
            return S3AUtils.translateException(
                    operation,
                    path.toString(),
                    SdkClientException.create("Read timed out", new SocketTimeoutException("Read timed out")));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private synchronized long patience() {
        return patience;
    }
}
