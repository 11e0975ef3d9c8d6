package pinpipe.etl.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report of what a run would do, as lines for a person. */
public final class PlanText {
    private static final String INDENT = "      ";

    private PlanText() {}

    /** The lines, without a newline at the end. */
    public static String of(Report report) {
        List<String> lines = new ArrayList<>();
        if (report.status().equals("nothing_new") || report.counts().read() == 0) {
            lines.add(report.line());
        } else {
            lines.add("%-5s run %d would %s%s".formatted(report.table(), report.run(), source(report), end(report)));
            lines.add(INDENT + outcomes(report));
        }
        lines.addAll(counted(report.counts()));
        String name = "gaps";
        for (Source.Gap gap : report.source().gaps()) {
            lines.add("%s%-11s partition %d, offsets %d to %d: %s"
                    .formatted(INDENT, name, gap.partition(), gap.from(), gap.to() - 1, gap.state()));
            name = "";
        }
        return String.join("\n", lines);
    }

    private static String source(Report report) {
        Source source = report.source();
        String offsets = source.offsets().entrySet().stream()
                .filter(each -> each.getValue().from() < each.getValue().to())
                .map(each -> "%s: %d-%d"
                        .formatted(
                                each.getKey(),
                                each.getValue().from(),
                                each.getValue().to() - 1))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "read %,d %s, %,d bytes%s",
                source.objects(),
                source.objects() == 1 ? "object" : "objects",
                source.bytes(),
                offsets.isEmpty() ? "" : ", offsets by partition " + offsets);
    }

    private static String end(Report report) {
        return report.status().equals("rejected") ? ", and be rejected" : "";
    }

    private static String outcomes(Report report) {
        Counts.Outcomes outcomes = report.outcomes();
        return String.format(
                Locale.ROOT,
                "%,d read = %,d inserted + %,d updated + %,d unchanged + %,d stale + %,d duplicate + %,d rejected",
                report.counts().read(),
                outcomes.inserted(),
                outcomes.updated(),
                outcomes.unchanged(),
                outcomes.stale(),
                outcomes.duplicate(),
                outcomes.rejected());
    }

    private static Map<String, Long> repairs(Map<String, Map<String, Long>> byColumn) {
        Map<String, Long> repairs = new TreeMap<>();
        byColumn.forEach((column, steps) ->
                steps.forEach((sentence, count) -> repairs.put("%s: %s".formatted(column, sentence), count)));
        return repairs;
    }

    /** One line for each count, the counts under each other. */
    private static List<String> counted(Counts counts) {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        all.put("rejected", counts.reasons());
        all.put("repairs", repairs(counts.repairs()));
        all.put("unwrapped", counts.unwrapped());
        all.put("new fields", counts.newFields() == null ? Map.of() : counts.newFields());
        all.put("deletions", counts.deleted() == 0 ? Map.of() : Map.of("rows taken away", counts.deleted()));
        int widest = all.values().stream()
                .flatMap(each -> each.keySet().stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        all.forEach((name, each) -> {
            String first = name;
            for (Map.Entry<String, Long> count : each.entrySet()) {
                String dots = " " + ".".repeat(widest + 1 - count.getKey().length());
                lines.add(String.format(
                        Locale.ROOT, "%s%-11s %s%s %,d", INDENT, first, count.getKey(), dots, count.getValue()));
                first = "";
            }
        });
        return lines;
    }
}
