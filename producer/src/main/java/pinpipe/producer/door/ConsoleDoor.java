package pinpipe.producer.door;

import java.io.PrintStream;
import java.util.List;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/** Shows rows as lines {@code pin_result: {…}}, {@code geo_result: {…}}, {@code user_result: {…}}, always in UTF-8. */
public final class ConsoleDoor implements Door {
    private final PrintStream out;

    public ConsoleDoor(PrintStream out) {
        this.out = out;
    }

    @Override
    public void open(List<PostTable> tables) {}

    @Override
    public void send(Row row, Runnable acknowledged) {
        out.print(row.table().kind() + "_result: " + row.json() + "\n");
        if (out.checkError()) {
            throw Failure.broken(
                    "Cannot produce %s: nobody reads the output any more. Run it again with its output somewhere."
                            .formatted(row.table().name()),
                    null);
        }
        acknowledged.run();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {}
}
