package pinpipe.producer;

/** Which rows to send, and when. */
interface Mode {
    /** Reads rows and delivers them until there are no more or a stop is asked for. */
    void run(Source source, Delivery delivery, Stop stop);
}
