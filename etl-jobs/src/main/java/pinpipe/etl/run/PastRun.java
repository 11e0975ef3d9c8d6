package pinpipe.etl.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pinpipe.etl.io.Choice;

/**
 * What a ledger knows of one run, however many attempts it took.
 *
 * @param table the table's name
 * @param run the run's number
 * @param kind what it did
 * @param choice of a run over the quarantine, its lines; of one that forgets a key, the key; else null
 * @param batch of a run that did a batch of a stream, which; else null
 * @param status how it ended; {@code failed} or {@code unfinished} where it has no end yet, the first if its last attempt
 *     said why; {@code abandoned} where a later run ended without it, as {@code --rebuild} does
 * @param planned when it was planned, or ended where its plan is not known
 * @param at when the last that is known of it was written
 * @param rebuild true if it made the table anew
 * @param holder the process that wrote last
 * @param report its report, or null where it has none
 * @param why why it failed, or was rejected; null where neither
 * @param rules what it was last known to be done by: see {@link pinpipe.cleaning.RulesFingerprint}
 */
public record PastRun(
        String table,
        long run,
        Kind kind,
        Choice choice,
        StreamBatch batch,
        String status,
        Instant planned,
        Instant at,
        boolean rebuild,
        String holder,
        JsonNode report,
        String why,
        String rules) {
    static final String FAILED = "failed";
    static final String UNFINISHED = "unfinished";
    static final String ABANDONED = "abandoned";

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final List<String> OUTCOMES =
            List.of("inserted", "updated", "unchanged", "stale", "duplicate", "rejected");

    /** True if its plan waits to be finished by the next run, or is being worked on. */
    public boolean open() {
        return status.equals(FAILED) || status.equals(UNFINISHED);
    }

    /** Seconds of an instant, UTC, as all tables print it. */
    public static String written(Instant instant) {
        return SECONDS.format(instant);
    }

    /** The names of {@link #cells()}. */
    public static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("table", "run", "when", "status", "read"));
        columns.addAll(OUTCOMES);
        columns.addAll(List.of("seconds", "why"));
        return columns;
    }

    /** The run as a row for people; what is not known is blank. */
    public List<String> cells() {
        List<String> cells = new ArrayList<>(List.of(table, Long.toString(run), written(at), status, told("/read")));
        OUTCOMES.forEach(outcome -> cells.add(told("/outcomes/" + outcome)));
        cells.add(told("/seconds/total"));
        cells.add(told());
        return cells;
    }

    /** Why it failed, or what it did where that is not the usual thing. */
    private String told() {
        if (why != null || kind == Kind.CLEAN) {
            return why == null ? "" : why;
        }
        String what =
                switch (kind) {
                    case STREAM -> batch.told(run);
                    case PACK -> told("/warnings/0");
                    default -> choice.told();
                };
        return "%s: %s".formatted(kind.written(), what);
    }

    private String told(String path) {
        return report == null ? "" : report.at(path).asText();
    }

    /** The run as one line of JSON, with its whole report. */
    public String json() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("table", table)
                .put("run", run)
                .put("kind", kind.written())
                .put("status", status)
                .put("planned", written(planned))
                .put("at", written(at))
                .put("rebuild", rebuild)
                .put("holder", holder)
                .put("why", why)
                .put("rules", rules)
                .put("choice", choice == null ? null : choice.told())
                .put("batch", batch == null ? null : batch.told(run))
                .set("report", report);
        return fields.toString();
    }
}
