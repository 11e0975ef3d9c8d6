package pinpipe.etl.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pinpipe.etl.LocalSpark;

/**
 * Runs a table in many warehouses in a process of its own, which is halted when all runs stand still at their points.
 *
 * @param tableField where the table's definition stands, as {@code package.Class#FIELD}
 * @param landing what the runs read
 * @param folder for what this process and the other tell each other
 */
record KilledProcess(String tableField, Path landing, Path folder) {
    /** What stands still keeps its plans, and a heap of 2 GB holds those of some seventy runs. */
    private static final int STANDING_STILL = 36;

    /** Runs these warehouses as {@link #run(Map, Runnable)} does, some in each of several processes. */
    void run(Map<Path, CrashPoint> scenes) throws IOException, InterruptedException {
        List<Path> warehouses = List.copyOf(scenes.keySet());
        for (int from = 0; from < warehouses.size(); from += STANDING_STILL) {
            Map<Path, CrashPoint> some = new LinkedHashMap<>();
            warehouses
                    .subList(from, Math.min(warehouses.size(), from + STANDING_STILL))
                    .forEach(warehouse -> some.put(warehouse, scenes.get(warehouse)));
            run(some, () -> {});
        }
    }

    /**
     * Runs these warehouses, each to its point; with no point to its end, and its state is kept.
     *
     * @param meanwhile is done when all stand still, before they are killed
     */
    void run(Map<Path, CrashPoint> scenes, Runnable meanwhile) throws IOException, InterruptedException {
        List<String> asked = scenes.entrySet().stream()
                .map(scene -> scene.getKey() + "\t" + scene.getValue().name())
                .toList();
        Path said = folder.resolve("said");
        Files.deleteIfExists(said);
        List<String> command = java(CrashedRuns.class.getName());
        command.addAll(List.of(tableField, landing.toString()));
        command.addAll(List.of(Files.write(folder.resolve("asked"), asked).toString(), said.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (process.isAlive() && !Files.exists(said)) {
            Thread.sleep(100);
        }
        try {
            meanwhile.run();
        } finally {
            process.getOutputStream().close();
        }
        int exit = process.waitFor();
        List<String> failed = Files.exists(said)
                ? Files.readAllLines(said).stream()
                        .filter(line -> line.contains("\tfailed"))
                        .toList()
                : List.of("nothing was said");
        if (exit != CrashedRuns.KILLED || !failed.isEmpty()) {
            throw new AssertionError("The runs ended with %d: %s".formatted(exit, failed));
        }
    }

    /** A process as this one, for another main class: its class path, Spark's flags, the small plans of tests. */
    static List<String> java(String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalSpark.jvmOptions());
        command.add("-Dspark.master=local[2]");
        command.add("-Dspark.delta.logStore.file.impl=" + StandstillLogStore.class.getName());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }
}
