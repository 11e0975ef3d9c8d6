package pinpipe.producer.mode;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import pinpipe.producer.process.Stop;
import pinpipe.producer.row.Row;
import pinpipe.producer.source.Numbers;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.SourceTable;

/**
 * People posting: draws a post at random and sends its row of every table, again and again. Draws repeat, as they do in
 * the pipelines this imitates.
 *
 * @param draws decides the posts; the same seed draws the same ones at any pace
 * @param pace how long to wait before each post but the first
 * @param count how many posts to send; {@link Long#MAX_VALUE} for no end
 */
public record Emulation(Random draws, Pace pace, long count, Progress progress) implements Mode {
    @Override
    public void run(Source source, Delivery delivery, Stop stop) {
        Draws known = new Draws();
        try {
            run(source, delivery, stop, known);
        } finally {
            delivery.summarize(known::toString);
        }
    }

    private void run(Source source, Delivery delivery, Stop stop, Draws known) {
        List<SourceTable> tables = source.tables();
        Numbers numbers = tables.get(0).numbers();
        progress.begin("emulation", "posts", count);
        Iterator<Long> pauses = pace.pauses();
        for (long sent = 0; sent < count; sent++) {
            if (sent > 0) {
                stop.pause(pauses.next());
            }
            if (stop.asked()) {
                break;
            }
            known.send(post(tables, numbers.drawn(draws)), delivery);
            progress.step();
        }
        delivery.flush();
        progress.end();
    }

    /** A number that is not taken gives the next one's post; a table without that post is passed over. */
    private static List<Row> post(List<SourceTable> tables, long drawn) {
        List<Row> rows = new ArrayList<>();
        SourceTable leading = tables.get(0);
        long number = drawn;
        Optional<Row> row = leading.row(drawn);
        if (row.isEmpty()) {
            number = leading.numberFrom(drawn);
            row = leading.row(number);
        }
        row.ifPresent(rows::add);
        for (SourceTable other : tables.subList(1, tables.size())) {
            other.row(number).ifPresent(rows::add);
        }
        return rows;
    }
}
