package pinpipe.producer.mode;

import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.SourceTable;

/** Every row of every table once, table after table, each in key order. */
public record Snapshot(Progress progress) implements Mode {
    @Override
    public void run(Source source, Delivery delivery, Stop stop) {
        for (SourceTable table : source.tables()) {
            if (stop.asked()) {
                return;
            }
            progress.begin(table.name(), "rows", table.count());
            table.each(stop::asked, row -> {
                delivery.deliver(row);
                progress.step();
            });
            delivery.flush();
            progress.end();
        }
    }
}
