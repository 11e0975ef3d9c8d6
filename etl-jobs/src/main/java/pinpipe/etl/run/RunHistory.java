package pinpipe.etl.run;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Choice;
import pinpipe.etl.io.StoredTables;

/** The ledgers of a warehouse for reading: one entry a run, whatever rows it has there. */
public final class RunHistory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NO_END = Set.of("planned", PastRun.FAILED);

    private RunHistory() {}

    /** All runs of these tables, the newest last. */
    public static List<PastRun> of(StoredTables warehouse, List<String> tables) throws IOException {
        List<PastRun> runs = new ArrayList<>();
        for (String table : tables) {
            if (warehouse.isDelta(StoredTables.LEDGERS + "/" + table)) {
                runs.addAll(of(warehouse, table));
            }
        }
        runs.sort(
                Comparator.comparing(PastRun::at).thenComparing(PastRun::table).thenComparing(PastRun::run));
        return runs;
    }

    /** Of each table's runs the one with the highest number, in the same order. */
    public static List<PastRun> last(List<PastRun> runs) {
        Map<String, Long> last = runs.stream().collect(Collectors.toMap(PastRun::table, PastRun::run, Math::max));
        return runs.stream().filter(run -> run.run() == last.get(run.table())).toList();
    }

    private static List<PastRun> of(StoredTables warehouse, String table) throws IOException {
        List<Row> rows = LedgerRow.whole(warehouse.read(StoredTables.LEDGERS + "/" + table))
                .where(col("run").gt(0))
                .select(
                        "run", "status", "at", "rebuild", "holder", "report", "why", "rules", "kind", "choice",
                        "stream")
                .orderBy("at")
                .collectAsList();
        Map<Long, List<Row>> runs =
                rows.stream().collect(Collectors.groupingBy(row -> row.getLong(0), TreeMap::new, Collectors.toList()));
        long ended = rows.stream()
                .filter(row -> !NO_END.contains(row.getString(1)))
                .mapToLong(row -> row.getLong(0))
                .max()
                .orElse(0);
        return runs.values().stream().map(run -> past(table, run, ended)).toList();
    }

    /** A run from its rows, oldest first, given the highest run that has an end. */
    private static PastRun past(String table, List<Row> rows, long ended) {
        long run = rows.get(0).getLong(0);
        Row last = last(rows, row -> !NO_END.contains(row.getString(1)))
                .or(() -> last(rows, row -> row.getString(1).equals(PastRun.FAILED)))
                .orElse(rows.get(rows.size() - 1));
        String status = last.getString(1);
        if (NO_END.contains(status) && run < ended) {
            status = PastRun.ABANDONED;
        } else if (status.equals("planned")) {
            status = PastRun.UNFINISHED;
        }
        JsonNode report = report(table, run, last.getString(5));
        boolean rebuild = rows.stream().anyMatch(row -> row.getBoolean(3));
        String why = status.equals("rejected") ? rejected(report) : last.getString(6);
        Row kind = last(rows, row -> !row.isNullAt(8)).orElse(last);
        Row choice = last(rows, row -> !row.isNullAt(9)).orElse(last);
        Row batch = last(rows, row -> !row.isNullAt(10)).orElse(last);
        return new PastRun(
                table,
                run,
                kind.isNullAt(8) ? Kind.CLEAN : Kind.read(kind.getString(8)),
                choice.isNullAt(9) ? null : Choice.read(choice.getString(9)),
                LedgerRow.batch(batch),
                status,
                at(rows.get(0)),
                at(last),
                rebuild,
                last.getString(4),
                report,
                why,
                last.getString(7));
    }

    private static Optional<Row> last(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).reduce((earlier, later) -> later);
    }

    private static Instant at(Row row) {
        return row.getTimestamp(2).toInstant();
    }

    private static JsonNode report(String table, long run, String json) {
        try {
            return json == null ? null : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw Failure.dataRejected(
                    "Cannot read the ledger of %s: the report of run %d is not what this version writes (%s). Use the version that wrote it."
                            .formatted(table, run, Causes.firstLine(e)));
        }
    }

    private static String rejected(JsonNode report) {
        String told = report.at("/warnings/0").asText();
        if (report.path("read").asLong() == 0 && told.startsWith("Cannot ")) {
            return told;
        }
        Stream.Builder<Map.Entry<String, JsonNode>> reasons = Stream.builder();
        report.path("reasons").fields().forEachRemaining(reasons);
        String mostly = reasons.build()
                .max(Comparator.comparingLong(reason -> reason.getValue().asLong()))
                .map(reason -> ", mostly " + reason.getKey())
                .orElse("");
        return "%,d of %,d records rejected%s"
                .formatted(
                        report.at("/outcomes/rejected").asLong(),
                        report.path("read").asLong(),
                        mostly);
    }
}
