package pinpipe.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a command for somebody at a terminal: reads its options, reports every problem at once, explains its end. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Path usualSettings;

    /** A console on these streams, with this process's environment. */
    public Console(PrintStream out, PrintStream err) {
        this(out, err, System.getenv(), Settings.USUAL_FILE);
    }

    Console(PrintStream out, PrintStream err, Map<String, String> environment, Path usualSettings) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.usualSettings = usualSettings;
    }

    /** Runs it; what went wrong stands on the error stream, its last line saying why and what to do. */
    public Exit run(Command command, String... args) {
        Standard standard = new Standard();
        try {
            CommandLine line = new CommandLine(command).addMixin("standard", standard);
            line.getCommandSpec().parser().collectErrors(true).unmatchedArgumentsAllowed(true);
            line.setCaseInsensitiveEnumValuesAllowed(true)
                    .setUsageHelpWidth(110)
                    .setUsageHelpLongOptionsMaxWidth(34);
            if (asksForHelp(args)) {
                line.usage(new PrintWriter(out, true, StandardCharsets.UTF_8));
                return Exit.DONE;
            }
            Map<String, String> file = settingsFile(args);
            ParseResult parsed = line.setDefaultValueProvider(new Settings(environment, file))
                    .parseArgs(args);
            List<String> problems = problems(command, parsed, file);
            if (!problems.isEmpty()) {
                throw Failure.askedWrongly("Cannot %s: %s. See `%s --help`."
                        .formatted(command.does(), String.join("; ", problems), line.getCommandName()));
            }
            command.run();
            return Exit.DONE;
        } catch (Failure failure) {
            return ended(failure, standard.verbose);
        } catch (Exception | LinkageError error) {
            return ended(command.explain(error), standard.verbose);
        }
    }

    private Exit ended(Failure failure, boolean verbose) {
        if (verbose && failure.getCause() != null) {
            failure.getCause().printStackTrace(err);
        }
        err.println(failure.getMessage());
        return failure.exit();
    }

    private static boolean asksForHelp(String... args) {
        return List.of(args).contains("--help") || List.of(args).contains("-h");
    }

    private Map<String, String> settingsFile(String... args) {
        int at = List.of(args).indexOf("--settings");
        if (at >= 0 && at + 1 < args.length) {
            return Settings.read(Path.of(args[at + 1]));
        }
        return Files.isReadable(usualSettings) ? Settings.read(usualSettings) : new TreeMap<>();
    }

    private static List<String> problems(Command command, ParseResult parsed, Map<String, String> file) {
        List<String> problems = new ArrayList<>();
        // Of two missing options picocli makes two errors, and each names both.
        parsed.errors().stream().map(Console::said).distinct().forEach(problems::add);
        List<String> options = List.copyOf(parsed.commandSpec().optionsMap().keySet());
        for (String unmatched : parsed.unmatched()) {
            problems.add(
                    unmatched.startsWith("-")
                            ? "%s is not an option of this command%s"
                                    .formatted(
                                            unmatched, Names.nearest(unmatched.split("=", 2)[0], options))
                            : "nothing is known to do with '%s'".formatted(unmatched));
        }
        for (String name : file.keySet()) {
            if (!Names.mayStandInFile(name)) {
                problems.add("%s in the settings file is not a setting%s"
                        .formatted(name, Names.nearest(name, Names.SETTINGS)));
            }
        }
        if (parsed.errors().isEmpty()) {
            problems.addAll(command.problems());
        }
        return problems;
    }

    private static String said(Exception error) {
        if (error instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return String.join(
                    "; ",
                    missing.getMissing().stream()
                            .map(argument -> (argument.isOption()
                                            ? ((picocli.CommandLine.Model.OptionSpec) argument).longestName()
                                            : argument.paramLabel())
                                    + " is missing")
                            .toList());
        }
        return Causes.firstLine(error);
    }
}
