package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pinpipe.cli.Failure;
import pinpipe.etl.landing.objects.LandedObject;

/** What a run does about offsets that have not landed and that it has waited for long enough. */
public enum OffsetGaps {
    /** It passes them, and says so in the report. */
    WARN,
    /** It stops before anything is written. */
    FAIL;

    private static final int SENTENCES = 20;

    /**
     * True if the run must stop: it would pass a gap that nothing listed begins in. (A plan that is done again may know
     * of a gap that has been filled since; the run after it reads what filled it.)
     */
    boolean stop(Source source, List<LandedObject> listed) {
        return this == FAIL
                && source.gaps().stream()
                        .anyMatch(gap -> gap.isPassed() && listed.stream().noneMatch(object -> beginsIn(gap, object)));
    }

    private static boolean beginsIn(Source.Gap gap, LandedObject object) {
        long offset = object.name().firstOffset();
        return object.name().consecutive()
                && object.name().partition() == gap.partition()
                && gap.from() <= offset
                && offset < gap.to();
    }

    /** The sentence for a run that stopped at a gap; empty for any other run. */
    public static Optional<Failure> rejection(Report report) {
        List<Source.Gap> gaps = report.source().gaps();
        if (!report.status().equals("rejected") || report.counts().read() > 0 || gaps.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Failure.dataRejected(
                "Cannot clean %s: %s, though what follows has%s. Nothing was written; land what is missing, or go on without it by --offset-gaps warn."
                        .formatted(
                                report.table(),
                                gaps.get(0).told(),
                                gaps.size() > 1 ? ", and %d more stretches".formatted(gaps.size() - 1) : "")));
    }

    /** Whole sentences for a report: which gaps were passed, and from where on a partition is known at all. */
    static List<String> warnings(String topic, Plan plan, Source source) {
        List<String> warnings = new ArrayList<>();
        begins(plan)
                .forEach((partition, first) -> warnings.add(
                        "%s: partition %s is known from offset %d on; what was before it has not landed, and is read if it lands later."
                                .formatted(topic, partition, first)));
        List<Source.Gap> passed =
                source.gaps().stream().filter(Source.Gap::isPassed).toList();
        passed.stream()
                .limit(SENTENCES)
                .forEach(gap ->
                        warnings.add("%s: %s; passed, and read if it lands later.".formatted(topic, gap.told())));
        if (passed.size() > SENTENCES) {
            warnings.add("%s: %d more such stretches were passed; source.gaps of the report has all."
                    .formatted(topic, passed.size() - SENTENCES));
        }
        return warnings;
    }

    /** The first offset of each partition of which nothing was known, where that is not 0. */
    private static Map<Integer, Long> begins(Plan plan) {
        Map<Integer, Long> begins = new TreeMap<>();
        for (LandedObject object : plan.objects()) {
            int partition = object.name().partition();
            boolean known = object.name().consecutive()
                    ? plan.before().partitions().containsKey(partition)
                    : plan.run() > 1 && !plan.rebuild();
            if (!known) {
                begins.merge(partition, object.name().firstOffset(), Math::min);
            }
        }
        begins.values().removeIf(first -> first == 0);
        return begins;
    }
}
