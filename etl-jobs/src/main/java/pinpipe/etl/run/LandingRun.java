package pinpipe.etl.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Lease;
import pinpipe.etl.landing.Landing;
import pinpipe.etl.landing.TopicListing;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;

/**
 * Runs a table over what has landed since the last run: plan, keep the plan, read, run the job, keep its end. A run that
 * finds an unfinished plan finishes exactly that one first.
 */
public final class LandingRun {
    /** A plan and what is known of its objects are held in the driver's memory: of so many, some tens of megabytes. */
    private static final int OBJECTS_A_RUN = 100_000;

    private final Landing landing;
    private final String topic;
    private final TableJob job;
    private final RunLedger ledger;
    private final long passBefore;
    private final Milestone.Watcher watcher;
    private OffsetGaps gaps = OffsetGaps.WARN;
    private Clock clock = Clock.systemUTC();
    private boolean newEpoch;
    private int most = OBJECTS_A_RUN;

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

    /** This run, taking so many objects at most: what is left over is for another run, which follows at once. */
    LandingRun taking(int objects) {
        this.most = objects;
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
        TopicListing listing = landing.list(topic);
        mustHoldSomething(listing);
        try (Lease lease = ledger.lease(Kind.CLEAN, clock)) {
            PlanRun plans = new PlanRun(reading(), job, ledger, gaps, lease, watcher);
            List<Report> reports = run(rebuild, listing.objects(), plans, watch);
            List<String> warnings = listing.warnings();
            return reports.stream().map(report -> report.warning(warnings)).toList();
        }
    }

    private List<Report> run(boolean rebuild, List<LandedObject> listed, PlanRun plans, Stopwatch watch)
            throws IOException {
        Survey survey = Survey.of(reading(), job, ledger, listed);
        plans.reached(Milestone.LISTED);
        List<Report> reports = new ArrayList<>();
        if (survey.state().unfinished().isPresent() && !rebuild) {
            reports.add(finished(survey.state().unfinished().get(), listed, plans, watch));
            survey = survey.again();
        }
        if (rejected(reports)) {
            return reports;
        }
        Optional<MadeAgain> madeAgain = madeAgain(survey, rebuild);
        if (madeAgain.isPresent() && !newEpoch) {
            reports.add(plans.rejected(survey.nextRun(), survey.bookmark(), madeAgain.get()));
            return reports;
        }
        if (newEpoch) {
            long end = survey.end(madeAgain.orElseThrow(() -> MadeAgain.goesOn(job.table(), topic)));
            Fresh rest = rebuild ? Fresh.NONE : survey.rest(end);
            if (!rest.objects().isEmpty()) {
                reports.add(planned(survey.plan(rest, false), rest, plans.waitingForNothing(), watch));
                survey = survey.again();
            }
            survey = survey.begun(end);
        }
        if (!rejected(reports)) {
            goOn(survey, rebuild, plans, reports, watch);
        }
        return reports;
    }

    private void goOn(Survey survey, boolean rebuild, PlanRun plans, List<Report> reports, Stopwatch watch)
            throws IOException {
        Fresh fresh = survey.fresh(rebuild);
        if (fresh.objects().isEmpty() && reports.isEmpty()) {
            reports.add(survey.nothingNew(fresh, watch));
        }
        // What waits for a gap is left over each time: as many runs as all the objects fill, and no more.
        int runs = (fresh.objects().size() + most - 1) / most;
        for (int run = 0; run < runs && !fresh.objects().isEmpty() && !rejected(reports); run++) {
            Fresh next = taken(fresh, rebuild);
            reports.add(planned(survey.plan(next, rebuild), next, plans, watch));
            if (next.objects().size() == fresh.objects().size()) {
                return;
            }
            survey = survey.again();
            fresh = survey.fresh(false);
        }
    }

    /** What one run takes. A rebuild swaps the table in one commit, and so takes all. */
    private Fresh taken(Fresh fresh, boolean rebuild) {
        return rebuild ? fresh : fresh.first(most);
    }

    /**
     * What {@link #run} would do, as its report would say it, with the status {@code planned}; nothing is written, and the
     * table is not held. Of a table with an unfinished run it is that run's report: what follows is known once it has ended.
     */
    public Report plan(boolean rebuild) throws IOException {
        Stopwatch watch = new Stopwatch();
        TopicListing listing = landing.list(topic);
        mustHoldSomething(listing);
        DryRun dry = new DryRun(reading(), job, ledger, gaps);
        Survey survey = Survey.of(reading(), job, ledger, listing.objects());
        if (survey.state().unfinished().isPresent() && !rebuild) {
            return unfinished(ledger.plan(survey.state().unfinished().get()), survey, dry, watch)
                    .warning(listing.warnings());
        }
        Optional<MadeAgain> madeAgain = madeAgain(survey, rebuild);
        if (madeAgain.isPresent() && !newEpoch) {
            return madeAgain.get().rejected(job, survey.nextRun());
        }
        if (newEpoch) {
            survey = survey.begun(survey.end(madeAgain.orElseThrow(() -> MadeAgain.goesOn(job.table(), topic))));
        }
        Fresh fresh = survey.fresh(rebuild);
        Fresh next = taken(fresh, rebuild);
        int left = fresh.objects().size() - next.objects().size();
        Report report = fresh.objects().isEmpty()
                ? survey.nothingNew(fresh, watch)
                : dry.of(survey.plan(next, rebuild), false, next, watch);
        return report.warning(left == 0 ? List.of() : List.of(more(left))).warning(listing.warnings());
    }

    private String more(int left) {
        return "%s: %,d objects more have landed; they are runs of their own, which follow this one at once."
                .formatted(job.table(), left);
    }

    private Report unfinished(Plan plan, Survey survey, DryRun dry, Stopwatch watch) throws IOException {
        List<String> rest =
                List.of("%s: run %d has not ended and comes first; what has landed since is planned once it has ended."
                        .formatted(job.table(), plan.run()));
        if (plan.kind() != Kind.CLEAN) {
            return survey.nothingNew(Fresh.NONE, watch).warning(rest);
        }
        Unfinished.mustStillLie(job.table(), plan, survey.listed());
        return dry.of(plan, true, new Fresh(survey.listed(), List.of()), watch).warning(rest);
    }

    private Optional<MadeAgain> madeAgain(Survey survey, boolean rebuild) throws IOException {
        return rebuild && !newEpoch ? Optional.empty() : survey.madeAgain();
    }

    private PlanReading reading() {
        return new PlanReading(landing, topic, job.definition(), passBefore);
    }

    private Report finished(long run, List<LandedObject> listed, PlanRun plans, Stopwatch watch) throws IOException {
        Plan plan = ledger.plan(run);
        if (plan.kind() != Kind.CLEAN) {
            return plans.overQuarantine().run(plan, true, watch);
        }
        Unfinished.mustStillLie(job.table(), plan, listed);
        return plans.run(plan, true, new Fresh(listed, List.of()), watch);
    }

    private Report planned(Plan plan, Fresh fresh, PlanRun plans, Stopwatch watch) throws IOException {
        ledger.planned(plan);
        plans.reached(Milestone.PLANNED);
        return plans.run(plan, false, fresh, watch);
    }

    private static boolean rejected(List<Report> reports) {
        return reports.stream().anyMatch(report -> report.status().equals("rejected"));
    }

    private void mustHoldSomething(TopicListing listing) throws IOException {
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
