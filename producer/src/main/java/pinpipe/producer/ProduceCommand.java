package pinpipe.producer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pinpipe.cli.Command;
import pinpipe.producer.door.ConsoleDoor;
import pinpipe.producer.door.Door;
import pinpipe.producer.door.KafkaDoor;
import pinpipe.producer.door.rest.RestOptions;
import pinpipe.producer.kafka.KafkaOptions;
import pinpipe.producer.kafka.KafkaSettings;
import pinpipe.producer.mode.Delivery;
import pinpipe.producer.mode.Emulation;
import pinpipe.producer.mode.Mode;
import pinpipe.producer.mode.Pace;
import pinpipe.producer.mode.Progress;
import pinpipe.producer.mode.ProgressLines;
import pinpipe.producer.mode.ProgressOnTerminal;
import pinpipe.producer.mode.Snapshot;
import pinpipe.producer.process.Logs;
import pinpipe.producer.process.Stop;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.source.Credentials;
import pinpipe.producer.source.CredentialsFile;
import pinpipe.producer.source.Source;

/** {@code produce}: sends the rows of the three tables through a door. */
@CommandLine.Command(
        name = "produce",
        description =
                "Sends the rows of the three MySQL tables to Kafka, or to a Kafka REST proxy, or shows some on the"
                        + " console.",
        sortOptions = false)
public final class ProduceCommand implements Command {
    private enum Destination {
        CONSOLE,
        KAFKA,
        REST
    }

    private enum Manner {
        SNAPSHOT,
        EMULATE
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--credentials",
            required = true,
            paramLabel = "FILE",
            description = "Where the database is and who asks: a YAML file with HOST, USER, PASSWORD, DATABASE and PORT"
                    + " (or RDS_HOST and so on); without PORT it is 3306.")
    private Path credentials;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "console|kafka|rest",
            description = "Where the rows go. console shows one post drawn at random, unless --mode is given.")
    private Destination to;

    @Option(names = "--prefix", paramLabel = "UID", description = "Topics are UID.pin, UID.geo and UID.user.")
    private String prefix;

    @Option(
            names = "--mode",
            paramLabel = "snapshot|emulate",
            description = "snapshot: every row once, in key order. emulate: posts drawn at random, as if people posted."
                    + " For kafka and rest it is snapshot unless given.")
    private Manner mode;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "emulate: R posts a second; unless given, 0 or 1 second between two posts, at random.")
    private Double rate;

    @Option(names = "--count", paramLabel = "N", description = "emulate: N posts; unless given, until Ctrl-C.")
    private Long count;

    @Option(names = "--seed", paramLabel = "S", description = "emulate: the same S draws the same posts.")
    private Long seed;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private RestOptions rest;

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
        if (to == Destination.REST) {
            rest.require(problems);
        }
        if (to != Destination.CONSOLE && prefix == null) {
            problems.add("--prefix is missing");
        }
        if (prefix != null && !prefix.matches("[A-Za-z0-9._-]{1,200}")) {
            problems.add("--prefix must be letters, digits, '.', '_' and '-', was '%s'".formatted(prefix));
        }
        if (isSnapshot() && (rate != null || count != null || seed != null)) {
            problems.add("--rate, --count and --seed belong to --mode emulate");
        }
        if (rate != null && !(rate > 0 && rate <= 1e9)) {
            problems.add("--rate must be above 0, was " + rate);
        }
        atLeastOne("--count", count, problems);
        kafka.check(problems);
        rest.check(problems);
        return problems;
    }

    @Override
    public void run() {
        Logs.show(Boolean.TRUE.equals(spec.findOption("--verbose").getValue()));
        Credentials asking = CredentialsFile.read(credentials);
        try (Stop stop = Stop.onSignal();
                Door door = door();
                Source source = Source.open(asking, PostTable.ALL)) {
            door.open(PostTable.ALL);
            send(source, door, stop);
        }
    }

    /** The closing lines come when the door is closed: not before is it known what was acknowledged. */
    private void send(Source source, Door door, Stop stop) {
        Delivery delivery = new Delivery(door, PostTable.ALL);
        Progress progress = progress();
        try {
            mode(progress).run(source, delivery, stop);
        } finally {
            progress.end();
            door.close();
            report(delivery, stop);
        }
    }

    private void report(Delivery delivery, Stop stop) {
        if (stop.asked() && isSnapshot()) {
            err.println("Stopped before the end: not every row was read.");
        }
        if (!isGlance()) {
            PrintStream lines = to == Destination.CONSOLE ? err : out;
            PostTable.ALL.forEach(table -> lines.println(delivery.closingLine(table)));
        }
    }

    private static void atLeastOne(String option, Number given, List<String> problems) {
        if (given != null && given.longValue() < 1) {
            problems.add("%s must be at least 1, was %s".formatted(option, given));
        }
    }

    private Door door() {
        return switch (to) {
            case CONSOLE -> new ConsoleDoor(out);
            case KAFKA -> {
                KafkaSettings settings = kafka.settings();
                yield KafkaDoor.to(settings, kafka.topics(settings, out::println), prefix);
            }
            case REST -> rest.door(prefix);
        };
    }

    private Mode mode(Progress progress) {
        if (isSnapshot()) {
            return new Snapshot(progress);
        }
        Random draws = seed == null ? new Random() : new Random(seed);
        Pace pace = rate == null ? Pace.zeroOrOneSecond(new Random()) : Pace.perSecond(rate, System::nanoTime);
        long posts = isGlance() ? 1 : Long.MAX_VALUE;
        return new Emulation(draws, pace, count == null ? posts : count, progress);
    }

    private Progress progress() {
        if (to == Destination.CONSOLE) {
            return Progress.SILENT;
        }
        return isAtTerminal() ? new ProgressOnTerminal(err) : new ProgressLines(err::println, System::nanoTime);
    }

    /** Right up to JDK 21; from 22 on {@code Console.isTerminal()} is to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isAtTerminal() {
        return System.console() != null;
    }

    private boolean isSnapshot() {
        return mode == Manner.SNAPSHOT || (mode == null && to != Destination.CONSOLE);
    }

    /** Somebody wants to see what the rows look like. */
    private boolean isGlance() {
        return mode == null && to == Destination.CONSOLE;
    }
}
