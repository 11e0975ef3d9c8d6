package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Landed;
import pinpipe.etl.io.Landing;
import pinpipe.etl.io.Lease;
import pinpipe.etl.io.ObjectName;

/**
 * Runs a table over what has landed since the last run: plan, keep the plan, read, run the job, keep its end. A run that
 * finds an unfinished plan finishes exactly that one first.
 */
public final class LandingRun {
    private final Landing landing;
    private final String topic;
    private final TableJob job;
    private final RunLedger ledger;
    private final long passBefore;
    private final Milestone.Watcher watcher;
    private OffsetGaps gaps = OffsetGaps.WARN;
    private Clock clock = Clock.systemUTC();

    /**
     * Runs of one table over one topic's landing.
     *
     * @param grace how long a gap is waited for, by the age of the object beyond it
     * @param watcher is told of every step
     */
    public LandingRun(
            Landing landing, String topic, TableJob job, RunLedger ledger, Duration grace, Milestone.Watcher watcher) {
        this.landing = landing;
        this.topic = topic;
        this.job = job;
        this.ledger = ledger;
        this.passBefore = Instant.now().minus(grace).toEpochMilli();
        this.watcher = watcher;
    }

    /** This run, with what it is to do about offsets that have not landed; unless said, it passes them with a warning. */
    public LandingRun onGaps(OffsetGaps what) {
        this.gaps = what;
        return this;
    }

    /** This run by another clock, by which the lease on the table runs out. */
    public LandingRun by(Clock other) {
        this.clock = other;
        return this;
    }

    /**
     * Runs until nothing new is left: one report, or two where an unfinished run came first.
     *
     * @param rebuild reads everything again and makes the table anew
     */
    public List<Report> run(boolean rebuild) throws IOException {
        Stopwatch watch = new Stopwatch();
        Landing.Listing listing = landing.list(topic);
        mustHoldSomething(listing);
        try (Lease lease = ledger.lease(Kind.CLEAN, clock)) {
            PlanRun plans = new PlanRun(reading(), job, ledger, gaps, lease, watcher);
            List<Report> reports = run(rebuild, listing, plans, watch);
            List<String> warnings = warnings(listing);
            return reports.stream().map(report -> report.warning(warnings)).toList();
        }
    }

    private List<Report> run(boolean rebuild, Landing.Listing listing, PlanRun plans, Stopwatch watch)
            throws IOException {
        RunLedger.State state = ledger.state();
        plans.reached(Milestone.LISTED);
        List<Report> reports = new ArrayList<>();
        if (state.unfinished().isPresent() && !rebuild) {
            Plan plan = ledger.plan(state.unfinished().get());
            reports.add(plan.kind() == Kind.CLEAN ? again(plan, listing, plans, watch) : plans.overQuarantine().run(plan, true, watch));
            state = ledger.state();
        }
        if (reports.stream().anyMatch(report -> report.status().equals("refused"))) {
            return reports;
        }
        Fresh fresh = fresh(state, listing, rebuild);
        if (!fresh.objects().isEmpty()) {
            Plan plan = plan(state, fresh, rebuild);
            ledger.planned(plan);
            plans.reached(Milestone.PLANNED);
            reports.add(plans.run(plan, false, fresh, watch));
        } else if (reports.isEmpty()) {
            reports.add(Report.nothingNew(job.table(), state.lastRun(), job.version(), fresh.open(), watch.total()));
        }
        return reports;
    }

    /**
     * What {@link #run} would do, as its report would say it, with the status {@code planned}; nothing is written, and the
     * table is not held. Of a table with an unfinished run it is that run's report: what follows is known once it has ended.
     */
    public Report plan(boolean rebuild) throws IOException {
        Stopwatch watch = new Stopwatch();
        Landing.Listing listing = landing.list(topic);
        mustHoldSomething(listing);
        DryRun dry = new DryRun(reading(), job, ledger, gaps);
        RunLedger.State state = ledger.state();
        if (state.unfinished().isPresent() && !rebuild) {
            Plan plan = ledger.plan(state.unfinished().get());
            String rest =
                    "%s: run %d has not ended and comes first; what has landed since is planned once it has ended."
                            .formatted(job.table(), plan.run());
            if (plan.kind() != Kind.CLEAN) {
                return Report.nothingNew(job.table(), state.lastRun(), job.version(), List.of(), watch.total())
                        .warning(List.of(rest));
            }
            Unfinished.mustStillLie(job.table(), plan, listing.objects());
            return dry.of(plan, true, new Fresh(listing.objects(), List.of()), watch)
                    .warning(List.of(rest))
                    .warning(warnings(listing));
        }
        Fresh fresh = fresh(state, listing, rebuild);
        Report report = fresh.objects().isEmpty()
                ? Report.nothingNew(job.table(), state.lastRun(), job.version(), fresh.open(), watch.total())
                : dry.of(plan(state, fresh, rebuild), false, fresh, watch);
        return report.warning(warnings(listing));
    }

    private PlanReading reading() {
        return new PlanReading(landing, topic, job.table(), passBefore);
    }

    private static Plan plan(RunLedger.State state, Fresh fresh, boolean rebuild) {
        return new Plan(state.lastRun() + 1, rebuild, fresh.objects(), rebuild ? Bookmark.START : state.bookmark());
    }

    private static Report again(Plan plan, Landing.Listing listing, PlanRun plans, Stopwatch watch)
            throws IOException {
        Unfinished.mustStillLie(plans.job().table(), plan, listing.objects());
        return plans.run(plan, true, new Fresh(listing.objects(), List.of()), watch);
    }

    private Fresh fresh(RunLedger.State state, Landing.Listing listing, boolean rebuild) {
        if (rebuild) {
            return new Fresh(listing.objects(), List.of());
        }
        List<Landed> objects = listing.objects();
        boolean interleaved = state.ledger() != null
                && objects.stream().anyMatch(object -> !object.name().consecutive());
        Set<String> read = interleaved ? ledger.objectsRead().interleaved() : Set.of();
        Fresh fresh = Fresh.of(state.bookmark(), objects, read, passBefore);
        List<Landed> reaching = Fresh.reachingHoles(state.bookmark(), objects);
        return reaching.isEmpty() ? fresh : fresh.and(ledger.objectsRead().unread(reaching), objects);
    }

    private void mustHoldSomething(Landing.Listing listing) throws IOException {
        if (!listing.objects().isEmpty() || ledger.exists()) {
            return;
        }
        List<String> topics = landing.topics();
        throw Failure.askedWrongly(
                "Cannot clean %s: no object of topic %s has landed in %s/%s%s. Check --landing and --prefix; %s."
                        .formatted(
                                job.table(),
                                topic,
                                landing.uri(),
                                ObjectName.TOPICS,
                                listing.notUnderstood().isEmpty()
                                        ? ""
                                        : " (not understood: %s)"
                                                .formatted(
                                                        listing.notUnderstood().get(0)),
                                topics.isEmpty()
                                        ? "no topic is there"
                                        : "the topics there are " + String.join(", ", topics)));
    }

    private static List<String> warnings(Landing.Listing listing) {
        List<String> paths = listing.notUnderstood();
        List<String> warnings = new ArrayList<>();
        for (String path : paths.subList(0, Math.min(20, paths.size()))) {
            warnings.add("Not read, its name is not <topic>+<partition>+<offset>.json: " + path);
        }
        if (paths.size() > warnings.size()) {
            warnings.add("Not read for the same reason: %d more objects".formatted(paths.size() - warnings.size()));
        }
        return warnings;
    }
}
