package pinpipe.etl.run;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Landing;
import pinpipe.etl.io.ObjectName;
import pinpipe.etl.io.Records;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.Transaction;

/**
 * Runs a table over what has landed since the last run: plan, keep the plan, read, run the job, keep its end. A run that
 * finds an unfinished plan finishes exactly that one first.
 */
public final class LandingRun {
    /** What a reader says of bytes that it cannot unpack; what a store says against us has classes of its own. */
    private static final Set<Class<?>> OF_CONTENT = Set.of(IOException.class, EOFException.class, ZipException.class);

    private final Landing landing;
    private final String topic;
    private final TableJob job;
    private final RunLedger ledger;
    private final long passBefore;
    private final Milestone.Watcher watcher;
    private OffsetGaps gaps = OffsetGaps.WARN;

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

    /**
     * Runs until nothing new is left: one report, or two where an unfinished run came first.
     *
     * @param rebuild reads everything again and makes the table anew
     */
    public List<Report> run(boolean rebuild) throws IOException {
        Stopwatch watch = new Stopwatch();
        RunLedger.State state = ledger.state();
        Landing.Listing listing = landing.list(topic);
        mustHoldSomething(state, listing);
        watcher.reached(Milestone.LISTED);
        List<Report> reports = new ArrayList<>();
        if (state.unfinished().isPresent() && !rebuild) {
            Plan plan = ledger.plan(state.unfinished().get());
            Unfinished.mustStillLie(job.table(), plan, listing.objects());
            reports.add(execute(plan, true, new Fresh(listing.objects(), List.of()), watch));
            state = ledger.state();
        }
        if (reports.stream().anyMatch(report -> report.status().equals("refused"))) {
            return reports;
        }
        Fresh fresh = fresh(state, listing, rebuild);
        if (!fresh.objects().isEmpty()) {
            Plan plan = new Plan(
                    state.lastRun() + 1, rebuild, fresh.objects(), rebuild ? Bookmark.START : state.bookmark());
            ledger.planned(plan);
            watcher.reached(Milestone.PLANNED);
            reports.add(execute(plan, false, fresh, watch));
        } else if (reports.isEmpty()) {
            reports.add(Report.nothingNew(job.table(), state.lastRun(), job.version(), fresh.open(), watch.total()));
        }
        List<String> warnings = warnings(listing);
        return reports.stream().map(report -> report.warning(warnings)).toList();
    }

    private Report execute(Plan plan, boolean again, Fresh fresh, Stopwatch watch) throws IOException {
        double planning = watch.lap();
        try {
            Records records = landing.read(plan.objects());
            Settlement settled = Settlement.of(plan, landing.lines(records, plan.objects()), fresh.open(), passBefore);
            if (gaps.stop(settled.source(), fresh.objects())) {
                records.release().run();
                return stopped(plan, again, settled.source());
            }
            if (settled.objects().size() < plan.objects().size()) {
                ledger.amended(plan.only(settled.objects()));
            }
            Transaction transaction = ledger.transaction(plan.run(), again);
            Batch batch = new Batch(
                    transaction,
                    plan.rebuild(),
                    settled.consumedOf(records.lines(), ObjectName.folder(topic)),
                    settled.lines(),
                    settled.source(),
                    records.release());
            Report report = job.run(batch, watcher)
                    .planned(planning, watch.lap())
                    .warning(OffsetGaps.warnings(topic, plan, settled.source()));
            ledger.ended(report, report.status().equals("committed") ? settled.after() : plan.before());
            watcher.reached(Milestone.ENDED);
            return report;
        } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
            Optional<Failure> unreadable = unreadable(failure, plan);
            keep(plan.run(), unreadable.isPresent() ? unreadable.get() : failure);
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            throw failure;
        }
    }

    /** The end of a run that may not pass a gap. A plan that was begun before stays: its first attempt may have written. */
    private Report stopped(Plan plan, boolean again, Source source) {
        Report report = Report.stopped(job.table(), plan.run(), job.version(), source.stopped());
        if (again) {
            ledger.failed(plan.run(), OffsetGaps.refusal(report).orElseThrow().getMessage());
        } else {
            ledger.ended(report, plan.before());
        }
        return report;
    }

    /** Where an object ended too early or is no gzip, the sentence that names it. */
    private Optional<Failure> unreadable(Exception failure, Plan plan) {
        Throwable root = Causes.root(failure);
        if (!OF_CONTENT.contains(root.getClass())) {
            return Optional.empty();
        }
        return landing.firstBroken(plan.objects())
                .map(object -> Failure.dataRefused(
                        "Cannot clean %s: %s cannot be read whole (%s). Put the whole object in its place, then run again with --rebuild."
                                .formatted(job.table(), object, Causes.firstLine(root))));
    }

    /** The ledger is told why an attempt failed, if it can still be told anything. */
    private void keep(long run, Exception failure) {
        try {
            Failure told = failure instanceof Failure known ? known : Store.explain("clean " + job.table(), failure);
            ledger.failed(run, told != null ? told.getMessage() : Causes.firstLine(Causes.root(failure)));
        } catch (Exception unreachable) {
            failure.addSuppressed(unreachable);
        }
    }

    private Fresh fresh(RunLedger.State state, Landing.Listing listing, boolean rebuild) {
        if (rebuild) {
            return new Fresh(listing.objects(), List.of());
        }
        boolean interleaved =
                listing.objects().stream().anyMatch(object -> !object.name().consecutive());
        Set<String> read = interleaved ? ledger.interleavedRead() : Set.of();
        return Fresh.of(state.bookmark(), listing.objects(), read, passBefore);
    }

    private void mustHoldSomething(RunLedger.State state, Landing.Listing listing) throws IOException {
        if (state.lastRun() > 0 || !listing.objects().isEmpty()) {
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
