package pinpipe.producer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pinpipe.cli.Command;
import pinpipe.producer.aws.AwsOptions;
import pinpipe.producer.door.ConsoleDoor;
import pinpipe.producer.door.Door;
import pinpipe.producer.door.KafkaDoor;
import pinpipe.producer.door.kinesis.KinesisDoor;
import pinpipe.producer.door.rest.RestOptions;
import pinpipe.producer.kafka.KafkaOptions;
import pinpipe.producer.kafka.KafkaSettings;
import pinpipe.producer.mode.Delivery;
import pinpipe.producer.mode.Mode;
import pinpipe.producer.mode.ModeOptions;
import pinpipe.producer.mode.Progress;
import pinpipe.producer.mode.ProgressLines;
import pinpipe.producer.mode.ProgressOnTerminal;
import pinpipe.producer.process.Logs;
import pinpipe.producer.process.Stop;
import pinpipe.producer.source.Credentials;
import pinpipe.producer.source.Source;
import pinpipe.producer.source.SourceOptions;

/** {@code produce}: sends the rows of tables through a door. */
@CommandLine.Command(
        name = "produce",
        description =
                "Sends the rows of the three MySQL tables, or of others, to Kafka, to Kinesis, or over HTTP to a gateway before"
                        + " one of them, or shows some on the console.",
        sortOptions = false)
public final class ProduceCommand implements Command {
    private enum Destination {
        CONSOLE,
        KAFKA,
        REST,
        KINESIS,
        KINESIS_REST;

        /** As it is written. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean isOverHttp() {
            return this == REST || this == KINESIS_REST;
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "console|kafka|rest|kinesis|kinesis-rest",
            description =
                    "Where the rows go: Kafka, a Kafka REST proxy, Kinesis, a Kinesis API gateway. console shows one"
                            + " post drawn at random, unless --mode is given.")
    private Destination to;

    @Option(
            names = "--prefix",
            paramLabel = "UID",
            description = "Topics are UID.pin, UID.geo and UID.user, streams streaming-UID-pin and so on.")
    private String prefix;

    @Mixin
    private ModeOptions mode;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private RestOptions rest;

    @Mixin
    private AwsOptions aws;

    private final PrintStream out;
    private final PrintStream err;

    /** For a process of its own. */
    public ProduceCommand() {
        this(System.out, System.err);
    }

    /**
     * For callers that listen.
     *
     * @param out what was asked for: rows on the console, or the closing lines of what was sent elsewhere
     * @param err how it goes
     */
    public ProduceCommand(PrintStream out, PrintStream err) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public String does() {
        return "produce";
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (to == Destination.KAFKA) {
            kafka.require(problems);
        }
        if (to.isOverHttp()) {
            rest.require(aws.region(), problems);
        }
        if (to != Destination.CONSOLE && prefix == null) {
            problems.add("--prefix is missing");
        }
        if (prefix != null && !prefix.matches("[A-Za-z0-9._-]{1,200}")) {
            problems.add("--prefix must be letters, digits, '.', '_' and '-', was '%s'".formatted(prefix));
        }
        from.check(problems);
        mode.check(isConsole(), problems);
        kafka.check(problems);
        rest.check(problems);
        aws.check(problems);
        return problems;
    }

    @Override
    public void run() {
        Logs.show(Boolean.TRUE.equals(spec.findOption("--verbose").getValue()));
        Credentials asking = from.credentials(err::println);
        Progress progress = progress();
        Mode asked = mode.mode(isConsole(), asking.where(), destination(), progress, err::println);
        try (Stop stop = Stop.onSignal();
                Door door = door();
                Source source = from.open(asking, aws.access())) {
            door.open(from.tables());
            send(source, door, asked, progress, stop);
        }
    }

    /** The closing lines come when the door is closed: not before is it known what was acknowledged. */
    private void send(Source source, Door door, Mode asked, Progress progress, Stop stop) {
        Delivery delivery = new Delivery(door, from.tables());
        try {
            asked.run(source, delivery, stop);
        } finally {
            progress.end();
            door.close();
            report(delivery, stop);
        }
    }

    private void report(Delivery delivery, Stop stop) {
        if (stop.asked() && mode.isSnapshot(isConsole())) {
            err.println("Stopped before the end: not every row was read."
                    + (mode.isKept() ? " With --resume the same command goes on from here." : ""));
        }
        if (!mode.isGlance(isConsole())) {
            PrintStream lines = isConsole() ? err : out;
            from.tables().forEach(table -> lines.println(delivery.closingLine(table)));
            delivery.summary().ifPresent(lines::println);
        }
    }

    private Door door() {
        return switch (to) {
            case CONSOLE -> new ConsoleDoor(out);
            case KAFKA -> {
                KafkaSettings settings = kafka.settings();
                yield KafkaDoor.to(settings, kafka.topics(settings, out::println), prefix);
            }
            case REST -> rest.toProxy(prefix, aws.region());
            case KINESIS -> new KinesisDoor(aws.access(), prefix, rest.deliveryTime());
            case KINESIS_REST -> rest.toStreams(prefix, aws.region());
        };
    }

    /** What a state belongs to, in words. */
    private String destination() {
        return switch (to) {
            case CONSOLE -> "console";
            case KAFKA -> "kafka %s, %s".formatted(kafka.settings().servers(), prefix);
            case REST, KINESIS_REST -> "%s %s, %s".formatted(to, rest.address(), prefix);
            case KINESIS -> "kinesis %s, %s".formatted(aws.access().where(), prefix);
        };
    }

    private Progress progress() {
        if (isConsole()) {
            return Progress.SILENT;
        }
        return isAtTerminal() ? new ProgressOnTerminal(err) : new ProgressLines(err::println, System::nanoTime);
    }

    /** Right up to JDK 21; from 22 on {@code Console.isTerminal()} is to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isAtTerminal() {
        return System.console() != null;
    }

    private boolean isConsole() {
        return to == Destination.CONSOLE;
    }
}
