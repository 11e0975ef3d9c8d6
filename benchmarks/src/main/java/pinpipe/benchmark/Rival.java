package pinpipe.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One way of doing the work, as a process.
 *
 * @param name as the table of figures says it
 * @param command the process
 * @param environment what it is told besides; secrets stand here, never in the command
 */
record Rival(String name, List<String> command, Map<String, String> environment) {
    /** A main class of this class path, in a JVM of so much heap. */
    static Rival java(String name, String heap, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        return new Rival(name, command, Map.of());
    }

    /** A command of the launcher, as a person types it. */
    static Rival launched(String name, String... words) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("pinpipe.bench.launcher")));
        command.addAll(List.of(words));
        return new Rival(name, command, Map.of());
    }

    /** Two at the same time; it ends with the later one, and well if both do. */
    static Rival atOnce(String name, Rival one, Rival other) {
        Map<String, String> environment = new HashMap<>(one.environment);
        environment.putAll(other.environment);
        String script = "%s & %s && wait $!".formatted(one.quoted(), other.quoted());
        return new Rival(name, List.of("sh", "-c", script), environment);
    }

    /** The same under another name. */
    Rival named(String other) {
        return new Rival(other, command, environment);
    }

    /** The same, told that besides. */
    Rival with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Rival(name, command, Map.copyOf(more));
    }

    /** The process that is not started yet. */
    ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    private String quoted() {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
