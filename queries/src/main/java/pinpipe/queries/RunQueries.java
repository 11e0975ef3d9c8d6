package pinpipe.queries;

import pinpipe.cli.Exit;

/** Answers the nine questions; the main class for {@code spark-submit} and Databricks. */
public final class RunQueries {
    private RunQueries() {}

    /** {@code --warehouse URI --output URI [--format csv|json|parquet|delta] [--post-years Y-Y] [--join-years Y-Y]}. */
    public static void main(String[] args) {
        Exit.with(new QueryCommand(System.out), args);
    }
}
