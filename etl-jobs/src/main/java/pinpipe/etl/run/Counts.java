package pinpipe.etl.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What a run counted.
 *
 * @param lines lines or messages, counted before parsing
 * @param read records: a line that opens into several counts each, one that opens into none counts one
 * @param outcomes what became of them; their sum is {@code read}
 * @param reasons rejected records by reason; a record with two reasons counts in both
 * @param repairs values changed, by column and step
 * @param unwrapped records by the layers that were unwrapped around them
 * @param rescued records with fields that were kept aside
 * @param deleted how many of the updated took their row away
 * @param quarantined by how many lines the quarantine has grown; below zero where lines were taken out
 * @param newFields fields that were kept aside by how many records have each; only a plan looks, else null
 */
public record Counts(
        long lines,
        long read,
        Outcomes outcomes,
        Map<String, Long> reasons,
        Map<String, Map<String, Long>> repairs,
        Map<String, Long> unwrapped,
        long rescued,
        long deleted,
        long quarantined,

        @JsonProperty("new_fields") @JsonInclude(JsonInclude.Include.NON_NULL)
        Map<String, Long> newFields) {
    /** What a run counted that does not look for new fields, before it brings anything into quarantine. */
    Counts(
            long lines,
            long read,
            Outcomes outcomes,
            Map<String, Long> reasons,
            Map<String, Map<String, Long>> repairs,
            Map<String, Long> unwrapped,
            long rescued,
            long deleted) {
        this(lines, read, outcomes, reasons, repairs, unwrapped, rescued, deleted, 0, null);
    }

    /** Nothing at all. */
    static final Counts NONE = new Counts(0, 0, new Outcomes(0, 0, 0, 0, 0, 0), Map.of(), Map.of(), Map.of(), 0, 0);

    /** Of lines that nobody has read: how many, and how many of them have each reason. */
    static Counts ofLines(long lines, Map<String, Long> reasons) {
        return new Counts(lines, 0, NONE.outcomes, reasons, Map.of(), Map.of(), 0, 0);
    }

    /** The same counts, with by how many lines the quarantine has grown. */
    Counts quarantined(long lines) {
        return new Counts(this.lines, read, outcomes, reasons, repairs, unwrapped, rescued, deleted, lines, newFields);
    }

    /** These counts with the new fields that were seen. */
    Counts seeing(Map<String, Long> fields) {
        return new Counts(lines, read, outcomes, reasons, repairs, unwrapped, rescued, deleted, quarantined, fields);
    }

    /** What became of the records: each has exactly one outcome. */
    public record Outcomes(long inserted, long updated, long unchanged, long stale, long duplicate, long rejected) {
        /** All records that have an outcome. */
        public long sum() {
            return inserted + updated + unchanged + stale + duplicate + rejected;
        }
    }
}
