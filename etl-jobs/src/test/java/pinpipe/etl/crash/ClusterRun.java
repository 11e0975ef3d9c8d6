package pinpipe.etl.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.run.Milestone;
import pinpipe.etl.run.Report;
import pinpipe.tables.UserTable;

/**
 * A process in which users are cleaned by executors that are processes of their own. Once all records are judged and before
 * any is written, executors are killed with all that they have cached.
 */
final class ClusterRun {
    private ClusterRun() {}

    /** Arguments: the landing; the warehouse; an object to be changed once its records are judged, or nothing. */
    public static void main(String[] args) {
        Path changed = args.length > 2 ? Path.of(args[2]) : null;
        try (Sessions sessions = Sessions.open("cluster")) {
            SparkSession spark = sessions.spark();
            List<Report> reports = new Warehouse(Path.of(args[1]))
                    .clean(spark, UserTable.USER, Path.of(args[0]), step -> {
                        if (step == Milestone.READ) {
                            // Of two executors one has cached the object: which one, Spark decides.
                            kill(changed == null ? 1 : 2);
                            change(changed);
                        }
                    });
            System.out.println(reports.get(0).line());
        }
    }

    private static void kill(int some) {
        List<ProcessHandle> executors = ProcessHandle.current()
                .descendants()
                // Their command line is longer than what the system tells of it.
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .toList();
        if (executors.size() != 2) {
            throw new AssertionError("there are %d executors".formatted(executors.size()));
        }
        executors.subList(0, some).forEach(ProcessHandle::destroyForcibly);
    }

    /** Another content of the same length. */
    private static void change(Path object) {
        if (object != null) {
            try {
                Files.writeString(object, Files.readString(object).replace("\"age\":30", "\"age\":31"));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
