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
import pinpipe.cleaning.Table;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.cli.TextTable;
import pinpipe.etl.Fixture;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;

/**
 * Kills runs of a table at every point and, in their second attempt, at every point again; lets a third attempt end; and
 * compares all that is in the warehouse with what an undisturbed run leaves.
 *
 * <p>For tables of your own: {@code CrashMatrix.of("com.example.OrderTable#ORDER", folder).before(lines).after(lines).run()}
 * in a test; it fails with the matrix if one cell is not right.
 */
public final class CrashMatrix {
    private final Table table;
    private final Path folder;
    private final Fixture fixture;
    private final Path landing;
    private final KilledProcess attempts;
    private int landed;

    private CrashMatrix(String tableField, Path folder) {
        this.table = table(tableField);
        this.folder = folder;
        this.fixture = new Fixture(table.name());
        this.landing = folder.resolve("landing");
        this.attempts = new KilledProcess(tableField, landing, folder);
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

    /**
     * Runs all cells and prints the matrix: first attempt downwards, second attempt across. While the first attempts stand
     * still, and live, this process tries to run each table too, and must be told that it is held.
     */
    public void run() throws IOException, InterruptedException {
        run(Stream.concat(CrashPoint.all(table.name()).stream(), Stream.of(CrashPoint.NONE))
                .toList());
    }

    /** Runs the cells in which only the first attempt is killed, and prints them. */
    public void runKilledOnce() throws IOException, InterruptedException {
        run(List.of(CrashPoint.NONE));
    }

    private void run(List<CrashPoint> seconds) throws IOException, InterruptedException {
        List<CrashPoint> points = CrashPoint.all(table.name());
        List<CrashPoint> lost = CrashPoint.lostAnswers(table.name());
        Map<CrashPoint, Path> firsts = firstAttempts(points, lost);
        Map<List<CrashPoint>, Path> cells = new LinkedHashMap<>(secondAttempts(points, firsts, seconds));
        lost.forEach(point -> cells.put(List.of(point, CrashPoint.NONE), firsts.get(point)));
        Path undisturbed = lastAttempts(cells);
        judge(Stream.concat(points.stream(), lost.stream()).toList(), seconds, cells, undisturbed);
    }

    private Map<CrashPoint, Path> firstAttempts(List<CrashPoint> points, List<CrashPoint> lost)
            throws IOException, InterruptedException {
        Map<CrashPoint, Path> firsts = new LinkedHashMap<>();
        for (CrashPoint point : Stream.concat(points.stream(), lost.stream()).toList()) {
            firsts.put(point, copy("base", "first " + point.folder()));
        }
        Map<Path, CrashPoint> scenes = new LinkedHashMap<>();
        firsts.forEach((point, warehouse) -> scenes.put(warehouse, point));
        attempts.run(scenes, () -> points.forEach(point -> mustBeHeld(firsts.get(point))));
        return firsts;
    }

    /** A second attempt sees only what is there, so one stands for all that begin in the same state. */
    private Map<List<CrashPoint>, Path> secondAttempts(
            List<CrashPoint> points, Map<CrashPoint, Path> firsts, List<CrashPoint> seconds)
            throws IOException, InterruptedException {
        Map<String, CrashPoint> states = new LinkedHashMap<>();
        Map<List<CrashPoint>, Path> cells = new LinkedHashMap<>();
        Map<Path, CrashPoint> scenes = new LinkedHashMap<>();
        for (CrashPoint first : points) {
            CrashPoint same = states.computeIfAbsent(DurableState.of(firsts.get(first)), state -> first);
            for (CrashPoint second : seconds) {
                if (same.equals(first)) {
                    Path cell = copy("first " + first.folder(), first.folder() + ", " + second.folder());
                    cells.put(List.of(first, second), cell);
                    if (!second.equals(CrashPoint.NONE)) {
                        scenes.put(cell, second);
                    }
                } else {
                    cells.put(List.of(first, second), cells.get(List.of(same, second)));
                }
            }
        }
        attempts.run(scenes);
        return cells;
    }

    /** Lets each state be brought to its end, and a warehouse too that was never disturbed. */
    private Path lastAttempts(Map<List<CrashPoint>, Path> cells) throws IOException, InterruptedException {
        Map<String, Path> states = new LinkedHashMap<>();
        for (Map.Entry<List<CrashPoint>, Path> cell : cells.entrySet()) {
            cell.setValue(states.computeIfAbsent(DurableState.of(cell.getValue()), state -> cell.getValue()));
        }
        Path undisturbed = copy("base", "undisturbed");
        Map<Path, CrashPoint> scenes = new LinkedHashMap<>(Map.of(undisturbed, CrashPoint.NONE));
        states.values().forEach(warehouse -> scenes.put(warehouse, CrashPoint.NONE));
        attempts.run(scenes);
        return undisturbed;
    }

    private void mustBeHeld(Path warehouse) {
        try {
            new Warehouse(warehouse).clean(table, landing);
        } catch (Failure failure) {
            if (failure.exit() == Exit.BROKEN && failure.getMessage().contains(" holds it until ")) {
                return;
            }
            throw failure;
        }
        throw new AssertionError("Two processes ran one table at once in " + warehouse);
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
        System.out.print(matrix(points, seconds, cells.keySet(), wrong.keySet()));
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

    private static TextTable matrix(
            List<CrashPoint> points,
            List<CrashPoint> seconds,
            Set<List<CrashPoint>> cells,
            Set<List<CrashPoint>> wrong) {
        List<String> head = new ArrayList<>(List.of("", "then"));
        seconds.forEach(second -> head.add(second.equals(CrashPoint.NONE) ? "-" : number(seconds, second)));
        TextTable table = new TextTable(head, head.stream().map(name -> false).toList());
        for (CrashPoint first : points) {
            List<String> row = new ArrayList<>(List.of(seconds.contains(first) ? number(seconds, first) : ""));
            row.add(first.name());
            seconds.forEach(second -> row.add(cell(List.of(first, second), cells, wrong)));
            table.add(row);
        }
        return table;
    }

    private static String number(List<CrashPoint> points, CrashPoint point) {
        return Integer.toString(points.indexOf(point) + 1);
    }

    private static String cell(List<CrashPoint> cell, Set<List<CrashPoint>> cells, Set<List<CrashPoint>> wrong) {
        if (!cells.contains(cell)) {
            return "";
        }
        return wrong.contains(cell) ? "WRONG" : "ok";
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
