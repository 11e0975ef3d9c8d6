package pinpipe.producer.mode;

import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Source;

/** Which rows to send, and when. */
public interface Mode {
    /** Reads rows and delivers them until there are no more or a stop is asked for. */
    void run(Source source, Delivery delivery, Stop stop);
}
