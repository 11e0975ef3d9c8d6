package pinpipe.etl.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;
import pinpipe.etl.run.Counts.Outcomes;

/**
 * What one run did: logged once, written once ({@code --report}), kept in the ledger, and what tests assert.
 *
 * @param table the table's name
 * @param run the run's number in the table's ledger; the last one's where there was nothing new
 * @param kind what it did
 * @param status {@code committed}, {@code nothing_new}, {@code rejected} or {@code failed}; {@code planned} where nothing
 *     was to be done but counting
 * @param source what was read
 * @param counts what was counted, beside the other fields in JSON
 * @param seconds how long it took
 * @param tableVersion the clean table's version afterwards, or null where its format has none
 * @param warnings whole sentences
 */
@JsonPropertyOrder({"table", "run", "kind", "status", "source", "counts", "seconds", "table_version", "warnings"})
public record Report(
        String table,
        long run,
        Kind kind,
        String status,
        Source source,
        @JsonUnwrapped Counts counts,
        Seconds seconds,
        @JsonProperty("table_version") Long tableVersion,
        List<String> warnings) {

    /** The version of the report's form. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** How long a run took, in seconds. */
    public record Seconds(double plan, double read, double write, double total) {}

    /** A run that read and counted, and has not written yet. */
    static Report counted(String table, long run, Source source, Counts counts, double reading) {
        return new Report(
                table, run, Kind.CLEAN, "committed", source, counts, new Seconds(0, reading, 0, 0), null, List.of());
    }

    /** A run that found nothing new, or only what waits for an open gap. */
    static Report nothingNew(String table, long run, Long version, List<Source.Gap> open, double seconds) {
        Seconds planning = new Seconds(seconds, 0, 0, seconds);
        return new Report(
                table, run, Kind.CLEAN, "nothing_new", Source.nothing(open), Counts.NONE, planning, version, List.of());
    }

    /** A run that stopped before it wrote anything, because of what was not there to read. */
    static Report stopped(String table, long run, Long version, Source source) {
        Seconds none = new Seconds(0, 0, 0, 0);
        return new Report(table, run, Kind.CLEAN, "rejected", source, Counts.NONE, none, version, List.of());
    }

    /** A run that read no records, and did what this sentence says. */
    static Report did(Kind kind, String table, long run, Long version, String what, double seconds) {
        Seconds all = new Seconds(0, 0, seconds, seconds);
        return new Report(
                table, run, kind, "committed", Source.nothing(List.of()), Counts.NONE, all, version, List.of(what));
    }

    /** A run that ended in an error. */
    public static Report failed(String table, String why) {
        Seconds none = new Seconds(0, 0, 0, 0);
        return new Report(
                table, 0, Kind.CLEAN, "failed", Source.nothing(List.of()), Counts.NONE, none, null, List.of(why));
    }

    /** This report with another status. */
    Report as(String otherStatus) {
        return new Report(table, run, kind, otherStatus, source, counts, seconds, tableVersion, warnings);
    }

    /** This report for a run of another kind. */
    Report as(Kind other) {
        return new Report(table, run, other, status, source, counts, seconds, tableVersion, warnings);
    }

    /** This report of a run by which the quarantine has grown by so many lines; below zero where it took lines out. */
    Report quarantining(long lines) {
        return new Report(table, run, kind, status, source, counts.quarantined(lines), seconds, tableVersion, warnings);
    }

    /** This report after the table was written. */
    Report written(Long version, double writing) {
        Seconds more = new Seconds(seconds.plan(), seconds.read(), writing, 0);
        return new Report(table, run, kind, status, source, counts, more, version, warnings);
    }

    /** This report with the time that planning took, and all that came after. */
    Report planned(double planning, double after) {
        double total = Math.round(1e3 * (planning + after)) / 1e3;
        Seconds all = new Seconds(planning, seconds.read(), seconds.write(), total);
        return new Report(table, run, kind, status, source, counts, all, tableVersion, warnings);
    }

    /** This report with the new fields that were seen. */
    Report seeing(Map<String, Long> newFields) {
        return new Report(table, run, kind, status, source, counts.seeing(newFields), seconds, tableVersion, warnings);
    }

    /** This report with these warnings too. */
    Report warning(List<String> sentences) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(sentences);
        return new Report(table, run, kind, status, source, counts, seconds, tableVersion, all);
    }

    /** What became of the records. */
    public Outcomes outcomes() {
        return counts.outcomes();
    }

    private String did() {
        return switch (kind) {
            case REPLAY -> "replayed";
            case STREAM -> "streamed";
            default -> status;
        };
    }

    /** The report as JSON. */
    public String json() {
        return write(this);
    }

    /**
     * The reports of several runs in the form of {@code --report}. It says the command's exit code too, and its last
     * line, for a scheduler on a cluster that loses them.
     *
     * @param failure what the command ends with, if it fails
     */
    public static String json(List<Report> runs, Optional<Failure> failure) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("exit", failure.map(Failure::exit).orElse(Exit.DONE).code());
        failure.ifPresent(why -> document.put("why", why.getMessage()));
        document.put("runs", runs);
        return write(document) + "\n";
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
        Outcomes outcomes = counts.outcomes();
        if (status.equals("rejected") && counts.read() == 0 && source.gaps().isEmpty()) {
            return "%-5s run %d rejected: the topic seems to be another one; nothing was written".formatted(table, run);
        }
        if (status.equals("rejected") && counts.read() == 0) {
            return "%-5s run %d rejected: offsets have not landed; nothing was written".formatted(table, run);
        }
        if (status.equals("rejected")) {
            return "%-5s run %d rejected: %,d read, %,d of them rejected; nothing was written"
                    .formatted(table, run, counts.read(), outcomes.rejected());
        }
        if (kind == Kind.DISCARD) {
            return "%-5s run %d discarded %,d %s, in %.1f s"
                    .formatted(table, run, counts.lines(), counts.lines() == 1 ? "line" : "lines", seconds.total());
        }
        return "%-5s run %d %s: %,d read = %,d inserted + %,d updated + %,d unchanged + %,d stale + %,d duplicate + %,d rejected, in %.1f s"
                .formatted(
                        table,
                        run,
                        did(),
                        counts.read(),
                        outcomes.inserted(),
                        outcomes.updated(),
                        outcomes.unchanged(),
                        outcomes.stale(),
                        outcomes.duplicate(),
                        outcomes.rejected(),
                        seconds.total());
    }
}
