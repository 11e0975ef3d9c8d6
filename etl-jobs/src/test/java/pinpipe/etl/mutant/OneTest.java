package pinpipe.etl.mutant;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one test and ends with its {@link Verdict} as exit code. */
final class OneTest {
    private OneTest() {}

    /** Argument: the test as {@code class#method}. */
    public static void main(String[] args) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectMethod(args[0]))
                                .build(),
                        listener);
        Verdict verdict = verdict(listener.getSummary());
        Runtime.getRuntime().halt(verdict.exit());
    }

    private static Verdict verdict(TestExecutionSummary summary) {
        if (summary.getTotalFailureCount() > 0) {
            Throwable failure = summary.getFailures().get(0).getException();
            failure.printStackTrace(System.out);
            return Verdict.of(failure);
        }
        return summary.getTestsSucceededCount() > 0 ? Verdict.PASSED : Verdict.NOT_JUDGED;
    }
}
