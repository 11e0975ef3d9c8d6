package pinpipe.producer.mode;

import pinpipe.producer.process.Stop;

/** Where following one table has come to. */
interface Track {
    /** Looks once for what is new and sends it; returns when all of it is acknowledged and kept, or a stop is asked for. */
    void look(Delivery delivery, Stop stop);
}
