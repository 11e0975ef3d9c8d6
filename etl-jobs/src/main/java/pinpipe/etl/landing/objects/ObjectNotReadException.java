package pinpipe.etl.landing.objects;

import java.io.IOException;
import pinpipe.etl.io.StoreFailures;

/** An object cannot be read as it was listed. */
public final class ObjectNotReadException extends IOException {
    private static final long serialVersionUID = 1L;

    /** For the object at this path. */
    public ObjectNotReadException(String path, Exception why) {
        super(path + StoreFailures.COULD_NOT_BE_READ + " (" + StoreFailures.reason(why) + ")", why);
    }

    /** The same, unless that is said already. */
    static ObjectNotReadException of(String path, IOException why) {
        return why instanceof ObjectNotReadException said ? said : new ObjectNotReadException(path, why);
    }
}
