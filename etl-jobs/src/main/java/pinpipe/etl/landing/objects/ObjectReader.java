package pinpipe.etl.landing.objects;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;

/** Reads stretches of objects as they were listed: an object that is another one by now ends the reading. */
public interface ObjectReader {
    /**
     * The Hadoop setting for how long an object is waited for. A store's client gives up long before; this is for a client
     * that waits for ever.
     */
    String TIMEOUT = "pinpipe.fetch.timeout";

    /** The reason for an object that is shorter or longer than its listing said. */
    String NOT_AS_LISTED = "it is not %d bytes long, as it was when it was listed";

    /**
     * These bytes of an object, with one request.
     *
     * @throws IOException if the object is not as it was listed, or cannot be read, with its path
     */
    byte[] read(LandedObject object, long from, int length) throws IOException;

    /** How many requests may be under way at once; 1 where asking takes no time. */
    int atOnce();

    /** How long an answer is waited for, in milliseconds. */
    long timeout();

    /** A reader of the objects below this URI; files of this machine are read without Hadoop, at a tenth of the cost. */
    static ObjectReader at(Map<String, String> hadoopSettings, String root) throws IOException {
        Store store = Store.at(hadoopSettings, root);
        long timeout = Sessions.hadoop(hadoopSettings)
                .getTimeDuration(TIMEOUT, TimeUnit.MINUTES.toMillis(10), TimeUnit.MILLISECONDS);
        return store.isLocal() ? new LocalObjects(store) : new StoreObjects(store, timeout);
    }

    /** The error for an object of another length. */
    static EOFException notAsListed(LandedObject object) {
        return new EOFException(NOT_AS_LISTED.formatted(object.size()));
    }
}
