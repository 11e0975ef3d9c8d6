package pinpipe.producer.mode;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pinpipe.producer.door.Door;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/** A door that keeps what it takes; what some rows do to it can be said. */
final class Letterbox implements Door {
    private final BlockingQueue<Row> rows = new LinkedBlockingQueue<>();
    private final Predicate<Row> acknowledges;
    private final Consumer<Row> happens;

    Letterbox(Predicate<Row> acknowledges, Consumer<Row> happens) {
        this.acknowledges = acknowledges;
        this.happens = happens;
    }

    Letterbox() {
        this(row -> true, row -> {});
    }

    List<String> keys() {
        return rows.stream().map(Row::key).toList();
    }

    /** Takes the next row's JSON out, waiting for it. */
    String next() throws InterruptedException {
        Row row = rows.poll(20, TimeUnit.SECONDS);
        return row == null ? "nothing came" : row.json();
    }

    @Override
    public void open(List<PostTable> tables) {}

    @Override
    public void send(Row row, Runnable acknowledged) {
        rows.add(row);
        happens.accept(row);
        if (acknowledges.test(row)) {
            acknowledged.run();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
