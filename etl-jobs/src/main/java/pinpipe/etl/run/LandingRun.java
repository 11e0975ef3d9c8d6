package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private boolean newEpoch;

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

    /** This run, if asked to, begins a new epoch: its topic was deleted and made again. */
    public LandingRun beginning(boolean anEpoch) {
        this.newEpoch = anEpoch;
        return this;
    }

    /** This run by another clock, by which the lease on the table runs out. */
    public LandingRun by(Clock other) {
        this.clock = other;
        return this;
    }

    /**
     * Runs until nothing new is left: one report, or more where an unfinished run came first, or the rest of an epoch.
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
            List<String> warnings = listing.warnings();
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
            reports.add(
                    plan.kind() == Kind.CLEAN
                            ? again(plan, listing, plans, watch)
                            : plans.overQuarantine().run(plan, true, watch));
            state = ledger.state();
        }
        if (refused(reports)) {
            return reports;
        }
        Optional<MadeAgain> madeAgain = rebuild && !newEpoch ? Optional.empty() : madeAgain(state, listing);
        if (madeAgain.isPresent() && !newEpoch) {
            reports.add(plans.refused(state.lastRun() + 1, state.bookmark(), madeAgain.get()));
            return reports;
        }
        Bookmark bookmark = state.bookmark();
        if (newEpoch) {
            long end = end(madeAgain, bookmark, listing);
            Fresh rest = rebuild ? Fresh.NONE : rest(bookmark, listing, end);
            if (!rest.objects().isEmpty()) {
                reports.add(planned(plan(state, bookmark, rest, false), rest, plans.waitingForNothing(), watch));
                state = ledger.state();
            }
            bookmark = begun(state.bookmark(), listing, end);
        }
        return refused(reports) ? reports : goneOn(reports, state, bookmark, listing, rebuild, plans, watch);
    }

    private List<Report> goneOn(
            List<Report> before,
            RunLedger.State state,
            Bookmark bookmark,
            Landing.Listing listing,
            boolean rebuild,
            PlanRun plans,
            Stopwatch watch)
            throws IOException {
        List<Report> reports = new ArrayList<>(before);
        Fresh fresh = fresh(bookmark, listing, rebuild);
        if (!fresh.objects().isEmpty()) {
            reports.add(planned(plan(state, bookmark, fresh, rebuild), fresh, plans, watch));
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
                    .warning(listing.warnings());
        }
        Optional<MadeAgain> madeAgain = rebuild && !newEpoch ? Optional.empty() : madeAgain(state, listing);
        if (madeAgain.isPresent() && !newEpoch) {
            return madeAgain.get().refused(job, state.lastRun() + 1);
        }
        Bookmark bookmark = newEpoch
                ? begun(state.bookmark(), listing, end(madeAgain, state.bookmark(), listing))
                : state.bookmark();
        Fresh fresh = fresh(bookmark, listing, rebuild);
        Report report = fresh.objects().isEmpty()
                ? Report.nothingNew(job.table(), state.lastRun(), job.version(), fresh.open(), watch.total())
                : dry.of(plan(state, bookmark, fresh, rebuild), false, fresh, watch);
        return report.warning(listing.warnings());
    }

    private PlanReading reading() {
        return new PlanReading(landing, topic, job.table(), passBefore);
    }

    private static Plan plan(RunLedger.State state, Bookmark bookmark, Fresh fresh, boolean rebuild) {
        return new Plan(state.lastRun() + 1, rebuild, fresh.objects(), rebuild ? bookmark.unread() : bookmark);
    }

    private PathsRead paths(Bookmark bookmark, Landing.Listing listing) {
        return PathsRead.of(ledger, bookmark, listing.objects());
    }

    private static Report again(Plan plan, Landing.Listing listing, PlanRun plans, Stopwatch watch) throws IOException {
        Unfinished.mustStillLie(plans.job().table(), plan, listing.objects());
        return plans.run(plan, true, new Fresh(listing.objects(), List.of()), watch);
    }

    private Fresh fresh(Bookmark bookmark, Landing.Listing listing, boolean rebuild) {
        return rebuild
                ? new Fresh(listing.objects(), List.of())
                : Fresh.of(bookmark, listing.objects(), paths(bookmark, listing), passBefore);
    }

    private Optional<MadeAgain> madeAgain(RunLedger.State state, Landing.Listing listing) throws IOException {
        TopicCheck check = new TopicCheck(landing, topic, job, ledger);
        return check.of(state.bookmark(), paths(state.bookmark(), listing), listing.objects(), state.lastRun() + 1);
    }

    /** When the epoch ended that another one is to follow. */
    private long end(Optional<MadeAgain> madeAgain, Bookmark bookmark, Landing.Listing listing) {
        return madeAgain
                .orElseThrow(() -> MadeAgain.goesOn(job.table(), topic))
                .endOfOld(bookmark, paths(bookmark, listing), listing.objects());
    }

    /** What has landed of an epoch that ended then and is not read yet. */
    private Fresh rest(Bookmark bookmark, Landing.Listing listing, long end) {
        List<Landed> old = listing.objects().stream()
                .filter(object -> object.modified() <= end)
                .toList();
        return Fresh.of(bookmark, old, paths(bookmark, listing), Long.MAX_VALUE);
    }

    private Bookmark begun(Bookmark bookmark, Landing.Listing listing, long end) {
        return bookmark.newEpoch(end, paths(bookmark, listing).next());
    }

    private Report planned(Plan plan, Fresh fresh, PlanRun plans, Stopwatch watch) throws IOException {
        ledger.planned(plan);
        plans.reached(Milestone.PLANNED);
        return plans.run(plan, false, fresh, watch);
    }

    private static boolean refused(List<Report> reports) {
        return reports.stream().anyMatch(report -> report.status().equals("refused"));
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
}
