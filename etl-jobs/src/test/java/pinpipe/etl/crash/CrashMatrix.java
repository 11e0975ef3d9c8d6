package pinpipe.etl.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import pinpipe.cli.TextTable;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;
import pinpipe.etl.flow.Table;

/**
 * Kills runs of a table at every point and, in their second attempt, at every point again; lets a third attempt end; and
 * compares all that is in the warehouse with what an undisturbed run leaves.
 *
 * <p>For tables of your own: {@code CrashMatrix.of("com.example.OrderTable#ORDER", folder).before(lines).after(lines).run()}
 * in a test; it fails with the matrix if one cell is not right.
 */
public final class CrashMatrix {
    private final String tableField;
    private final Table table;
    private final Path folder;
    private final Fixture fixture;
    private final Path landing;
    private int landed;

    private CrashMatrix(String tableField, Path folder) {
        this.tableField = tableField;
        this.table = table(tableField);
        this.folder = folder;
        this.fixture = new Fixture(table.name());
        this.landing = folder.resolve("landing");
    }

    /**
     * A matrix of a table.
     *
     * @param tableField where the table's definition stands, as {@code package.Class#FIELD}: other processes must find it
     * @param folder an empty folder for all warehouses
     */
    public static CrashMatrix of(String tableField, Path folder) {
        return new CrashMatrix(tableField, folder);
    }

    /** Lands lines and cleans them undisturbed: what the table holds before the runs that are killed. */
    public CrashMatrix before(List<String> lines) {
        land(lines);
        base().clean(LocalSpark.spark(), table, landing, step -> {});
        return this;
    }

    /** Lands the lines that the killed runs are to clean. */
    public CrashMatrix after(List<String> lines) {
        land(lines);
        return this;
    }

    /** Runs all cells and prints the matrix: first attempt downwards, second attempt across. */
    public void run() throws IOException, InterruptedException {
        List<CrashPoint> points = CrashPoint.all();
        List<CrashPoint> seconds =
                Stream.concat(points.stream(), Stream.of(CrashPoint.NONE)).toList();
        Map<Path, CrashPoint> firstAttempts = new LinkedHashMap<>();
        Map<Path, CrashPoint> secondAttempts = new LinkedHashMap<>();
        Map<List<CrashPoint>, Path> cells = new LinkedHashMap<>();
        for (CrashPoint first : points) {
            firstAttempts.put(copy("base", "first " + first.name()), first);
        }
        attempt(firstAttempts);
        for (CrashPoint first : points) {
            for (CrashPoint second : seconds) {
                Path cell = copy("first " + first.name(), first.name() + ", " + second.name());
                cells.put(List.of(first, second), cell);
                if (!second.equals(CrashPoint.NONE)) {
                    secondAttempts.put(cell, second);
                }
            }
        }
        attempt(secondAttempts);
        // A third attempt sees only what is there, so one stands for all cells of the same state.
        Map<String, Path> states = new LinkedHashMap<>();
        for (Map.Entry<List<CrashPoint>, Path> cell : cells.entrySet()) {
            cell.setValue(states.computeIfAbsent(DurableState.of(cell.getValue()), state -> cell.getValue()));
        }
        Path undisturbed = copy("base", "undisturbed");
        Map<Path, CrashPoint> lastAttempts = new LinkedHashMap<>(Map.of(undisturbed, CrashPoint.NONE));
        states.values().forEach(cell -> lastAttempts.put(cell, CrashPoint.NONE));
        attempt(lastAttempts);
        judge(points, seconds, cells, undisturbed);
    }

    private void judge(
            List<CrashPoint> points, List<CrashPoint> seconds, Map<List<CrashPoint>, Path> cells, Path undisturbed)
            throws IOException {
        String expected = WarehouseState.kept(undisturbed);
        Map<List<CrashPoint>, String> wrong = new LinkedHashMap<>();
        for (Map.Entry<List<CrashPoint>, Path> cell : cells.entrySet()) {
            String found = WarehouseState.kept(cell.getValue());
            if (!found.equals(expected)) {
                wrong.put(cell.getKey(), found);
            }
        }
        System.out.println("Runs of %s, killed in the first attempt (down) and again in the second (across):"
                .formatted(table.name()));
        System.out.print(matrix(points, seconds, wrong.keySet()));
        System.out.println("%d of %d cells are right; they left %d different states for the last attempt."
                .formatted(
                        cells.size() - wrong.size(),
                        cells.size(),
                        Set.copyOf(cells.values()).size()));
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "An undisturbed run leaves\n%s\nbut after being killed it left\n%s".formatted(expected, wrong));
        }
    }

    private static TextTable matrix(List<CrashPoint> points, List<CrashPoint> seconds, Set<List<CrashPoint>> wrong) {
        List<String> head = new ArrayList<>(List.of(""));
        seconds.forEach(point -> head.add(point.name()));
        TextTable table = new TextTable(head, head.stream().map(name -> false).toList());
        for (CrashPoint first : points) {
            List<String> row = new ArrayList<>(List.of(first.name()));
            seconds.forEach(second -> row.add(wrong.contains(List.of(first, second)) ? "WRONG" : "ok"));
            table.add(row);
        }
        return table;
    }

    /** Runs all these warehouses in one process, each to its point; with no point to its end, and its state is kept. */
    private void attempt(Map<Path, CrashPoint> scenes) throws IOException, InterruptedException {
        List<String> asked = scenes.entrySet().stream()
                .map(scene -> scene.getKey() + "\t" + scene.getValue().name())
                .toList();
        Path said = folder.resolve("said");
        Files.deleteIfExists(said);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.add("-Dspark.delta.logStore.file.impl=" + StandstillLogStore.class.getName());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CrashedRuns.class.getName()));
        command.addAll(List.of(
                tableField,
                landing.toString(),
                Files.write(folder.resolve("asked"), asked).toString(),
                said.toString()));
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        List<String> failed = Files.exists(said)
                ? Files.readAllLines(said).stream()
                        .filter(line -> line.contains("\tfailed"))
                        .toList()
                : List.of("nothing was said");
        if (exit != CrashedRuns.KILLED || !failed.isEmpty()) {
            throw new AssertionError("The runs ended with %d: %s".formatted(exit, failed));
        }
    }

    /** Those of this JVM: Spark's flags, and the small plans of tests. */
    private static List<String> jvmOptions() {
        return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
                .toList();
    }

    private Warehouse base() {
        return new Warehouse(folder.resolve("base"));
    }

    private void land(List<String> lines) {
        fixture.land(landing, landed, lines, 5);
        landed += lines.size();
    }

    private Path copy(String from, String to) throws IOException {
        Path source = folder.resolve(from);
        Path target = folder.resolve(to);
        if (!Files.exists(source)) {
            return target;
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        }
        return target;
    }

    /** The definition that stands in that field. */
    static Table table(String tableField) {
        String[] parts = tableField.split("#");
        try {
            return (Table) Class.forName(parts[0]).getField(parts[1]).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Cannot find the table %s. Name a public static field as package.Class#FIELD."
                            .formatted(tableField),
                    e);
        }
    }
}
