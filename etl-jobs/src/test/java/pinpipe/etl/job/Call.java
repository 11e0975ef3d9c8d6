package pinpipe.etl.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import pinpipe.cli.Command;
import pinpipe.cli.Console;
import pinpipe.cli.Exit;
import pinpipe.etl.LocalSpark;

/** A command as somebody at a terminal calls it: how it ended and what it said. */
record Call(Exit exit, String out, String err) {
    /** Calls a command that prints on the stream it is given, in the session of the tests. */
    static Call of(Function<PrintStream, Command> command, String... args) {
        LocalSpark.spark();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream rows = new PrintStream(out, true, UTF_8);
        Exit exit = new Console(rows, new PrintStream(err, true, UTF_8)).run(command.apply(rows), args);
        return new Call(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
