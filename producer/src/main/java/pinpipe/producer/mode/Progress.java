package pinpipe.producer.mode;

/** Tells a waiting person how far the work is. */
public interface Progress {
    /** For those who see the rows themselves. */
    Progress SILENT = new Progress() {
        @Override
        public void begin(String task, String unit, long total) {}

        @Override
        public void step() {}

        @Override
        public void end() {}
    };

    /**
     * A task begins.
     *
     * @param unit what is counted, such as {@code rows}
     * @param total how many there are; {@link Long#MAX_VALUE} if there is no end
     */
    void begin(String task, String unit, long total);

    /** One more is done. */
    void step();

    /** The task has ended, well or not; nothing happens if none is going on. */
    void end();
}
