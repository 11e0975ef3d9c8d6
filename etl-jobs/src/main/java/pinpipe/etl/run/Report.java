package pinpipe.etl.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Map;

/**
 * What one run did: logged once, written once ({@code --report}), kept in the ledger, and what tests assert.
 *
 * @param table the table's name
 * @param run the run's number in the table's ledger; the last one's where there was nothing new
 * @param status {@code committed}, {@code nothing_new}, {@code refused} or {@code failed}
 * @param source what was read
 * @param lines lines or messages, counted before parsing
 * @param read records: a line that opens into several counts each, one that opens into none counts one
 * @param fates what became of them; their sum is {@code read}
 * @param reasons refused records by reason; a record with two reasons counts in both
 * @param repairs values changed, by column and step
 * @param opened records by the layers that were opened around them
 * @param rescued records with fields that were kept aside
 * @param seconds how long it took
 * @param tableVersion the clean table's version afterwards, or null where its format has none
 * @param warnings whole sentences
 */
@JsonPropertyOrder({
    "table",
    "run",
    "status",
    "source",
    "lines",
    "read",
    "fates",
    "reasons",
    "repairs",
    "opened",
    "rescued",
    "seconds",
    "table_version",
    "warnings"
})
public record Report(
        String table,
        long run,
        String status,
        Source source,
        long lines,
        long read,
        Fates fates,
        Map<String, Long> reasons,
        Map<String, Map<String, Long>> repairs,
        Map<String, Long> opened,
        long rescued,
        Seconds seconds,
        @JsonProperty("table_version") Long tableVersion,
        List<String> warnings) {

    /** The version of the report's form. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * What a run read.
     *
     * @param objects how many objects
     * @param bytes their length together
     * @param offsets the offsets consumed, by partition
     * @param gaps offsets that were missing
     * @param overlaps offsets that came again
     */
    public record Source(
            long objects, long bytes, Map<String, Offsets> offsets, List<Gap> gaps, List<Overlap> overlaps) {}

    /** A stretch of offsets, the end not included. */
    public record Offsets(long from, long to) {}

    /** A stretch that was missing: {@code open} (waited for), {@code passed}, or {@code filled late}. */
    public record Gap(int partition, long from, long to, String state) {}

    /** A stretch that was delivered again. */
    public record Overlap(int partition, long from, long to) {}

    /** What became of the records: each has exactly one fate. */
    public record Fates(long inserted, long updated, long unchanged, long stale, long duplicate, long refused) {
        /** No record. */
        public static final Fates NONE = new Fates(0, 0, 0, 0, 0, 0);

        /** All records that have a fate. */
        public long sum() {
            return inserted + updated + unchanged + stale + duplicate + refused;
        }
    }

    /** How long a run took, in seconds. */
    public record Seconds(double plan, double read, double write, double total) {}

    /** A run that found nothing new, or only what waits for an open gap. */
    static Report nothingNew(String table, long run, Long version, List<Gap> open, double seconds) {
        Source nothing = new Source(0, 0, Map.of(), open, List.of());
        return new Report(
                table,
                run,
                "nothing_new",
                nothing,
                0,
                0,
                Fates.NONE,
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                new Seconds(seconds, 0, 0, seconds),
                version,
                List.of());
    }

    /** A run that ended in an error. */
    public static Report failed(String table, String why) {
        return new Report(
                table,
                0,
                "failed",
                new Source(0, 0, Map.of(), List.of(), List.of()),
                0,
                0,
                Fates.NONE,
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                new Seconds(0, 0, 0, 0),
                null,
                List.of(why));
    }

    /** This report with another status. */
    Report as(String otherStatus) {
        return new Report(
                table,
                run,
                otherStatus,
                source,
                lines,
                read,
                fates,
                reasons,
                repairs,
                opened,
                rescued,
                seconds,
                tableVersion,
                warnings);
    }

    /** This report after the table was written. */
    Report written(Long version, double writing) {
        return new Report(
                table,
                run,
                status,
                source,
                lines,
                read,
                fates,
                reasons,
                repairs,
                opened,
                rescued,
                new Seconds(seconds.plan(), seconds.read(), writing, 0),
                version,
                warnings);
    }

    /** This report with the time that planning took, and all that came after. */
    Report planned(double planning, double after) {
        double total = Math.round(1e3 * (planning + after)) / 1e3;
        return new Report(
                table,
                run,
                status,
                source,
                lines,
                read,
                fates,
                reasons,
                repairs,
                opened,
                rescued,
                new Seconds(planning, seconds.read(), seconds.write(), total),
                tableVersion,
                warnings);
    }

    /** This report with these warnings. */
    Report warning(List<String> sentences) {
        return new Report(
                table,
                run,
                status,
                source,
                lines,
                read,
                fates,
                reasons,
                repairs,
                opened,
                rescued,
                seconds,
                tableVersion,
                sentences);
    }

    /** The report as JSON. */
    public String json() {
        return write(this);
    }

    /** The reports of several runs in the form of {@code --report}. */
    public static String json(List<Report> runs) {
        return write(Map.of("version", VERSION, "runs", runs)) + "\n";
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException neverForRecords) {
            throw new IllegalStateException(neverForRecords);
        }
    }

    /** One line for a person: what came and what became of it. */
    public String line() {
        if (status.equals("nothing_new")) {
            return "%-5s nothing new".formatted(table);
        }
        return "%-5s run %d %s: %,d read = %,d inserted + %,d updated + %,d unchanged + %,d stale + %,d duplicate + %,d refused, in %.1f s"
                .formatted(
                        table,
                        run,
                        status,
                        read,
                        fates.inserted(),
                        fates.updated(),
                        fates.unchanged(),
                        fates.stale(),
                        fates.duplicate(),
                        fates.refused(),
                        seconds.total());
    }
}
