package pinpipe.producer;

/** Every row of every table once, table after table, each in key order. */
record Snapshot(Progress progress) implements Mode {
    @Override
    public void run(Source source, Delivery delivery, Stop stop) {
        for (SourceTable table : source.tables()) {
            if (stop.asked()) {
                return;
            }
            progress.begin(table.name(), "rows", table.count());
            table.each(stop, row -> {
                delivery.deliver(row);
                progress.step();
            });
            delivery.flush();
            progress.end();
        }
    }
}
