package pinpipe.etl.crash;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.etl.LocalSpark;
import pinpipe.etl.Warehouse;

/**
 * A process in which runs go on until each stands still at its crash point; then the process is halted with all of them
 * in it, as {@code kill -9} does: no exception, no {@code finally}, no shutdown hook.
 */
final class CrashedRuns {
    static final int KILLED = 137;
    private static final int AT_ONCE = 3;

    private final Table table;
    private final Path landing;
    private final Semaphore running = new Semaphore(AT_ONCE);
    private final CountDownLatch moving;
    private final List<String> said = new ArrayList<>();

    private CrashedRuns(Table table, Path landing, int scenes) {
        this.table = table;
        this.landing = landing;
        this.moving = new CountDownLatch(scenes);
    }

    /** Arguments: the table as {@code class#FIELD}, the landing, a file of warehouses and points, a file for what happened. */
    public static void main(String[] args) throws Exception {
        List<String> scenes = Files.readAllLines(Path.of(args[2]));
        CrashedRuns runs = new CrashedRuns(CrashMatrix.table(args[0]), Path.of(args[1]), scenes.size());
        LocalSpark.spark();
        for (String scene : scenes) {
            String[] parts = scene.split("\t");
            Thread thread = new Thread(() -> runs.run(Path.of(parts[0]), new CrashPoint(parts[1])), scene);
            thread.setDaemon(true);
            thread.start();
        }
        runs.moving.await();
        synchronized (runs.said) {
            Path whole = Files.write(Path.of(args[3] + ".unfinished"), runs.said);
            Files.move(whole, Path.of(args[3]), StandardCopyOption.ATOMIC_MOVE);
        }
        while (System.in.read() >= 0) {} // until whoever started this has seen that all stand still
        Runtime.getRuntime().halt(KILLED);
    }

    private void run(Path warehouse, CrashPoint point) {
        running.acquireUninterruptibly();
        SparkSession spark = LocalSpark.spark().newSession();
        SparkSession.setActiveSession(spark);
        Map<String, Integer> commits = new HashMap<>();
        StandstillLogStore.watch(warehouse, folder -> {
            int nth = commits.merge(folder, 1, Integer::sum);
            stopAt(point.stopsAt(folder, nth), warehouse);
            if (point.losesAnswerOf(folder, nth)) {
                throw new SocketTimeoutException("Read timed out");
            }
            if (point.isDenied(folder, nth)) {
                throw new FileAlreadyExistsException(folder);
            }
        });
        try {
            new Warehouse(warehouse)
                    .clean(spark, table, landing, step -> stopAt(step.name().equals(point.name()), warehouse));
            if (point.equals(CrashPoint.NONE)) {
                WarehouseState.keep(spark, warehouse, table.name());
            }
            done(warehouse, "ended");
        } catch (IOException | RuntimeException | Error failure) {
            done(warehouse, (point.losesAnswers() ? "ended by: " : "failed: ") + failure);
        }
    }

    private void stopAt(boolean here, Path warehouse) {
        if (!here) {
            return;
        }
        done(warehouse, "stopped");
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException stillHere) {
                Thread.currentThread().isInterrupted();
            }
        }
    }

    private void done(Path warehouse, String how) {
        synchronized (said) {
            said.add(warehouse + "\t" + how);
        }
        running.release();
        moving.countDown();
    }
}
