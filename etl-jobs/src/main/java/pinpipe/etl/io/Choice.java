package pinpipe.etl.io;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Which lines of a quarantine are meant: those for which all holds that is said here.
 *
 * @param reason this is one of their reasons, or null
 * @param run this run was the first to reject them, or null
 * @param before the run that rejected them first ended before this instant, or null
 * @param version the quarantine's version in which they are looked for, or null for the latest
 * @param key those with records of this key, or null; lines cannot be asked for it, it is searched for
 */
public record Choice(String reason, Long run, Instant before, Long version, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All lines, as they are now. */
    public static final Choice ALL = new Choice(null, null, null, null, null);

    /** Lines that have this reason and that this run rejected first, as they are now; null for any. */
    public static Choice of(String reason, Long run) {
        return new Choice(reason, run, null, null, null);
    }

    /** Lines with records of a key, as they are now. */
    public static Choice ofKey(String key) {
        return new Choice(null, null, null, null, key);
    }

    /** Of these lines those that were rejected before an instant; null for any. */
    public Choice rejectedBefore(Instant instant) {
        return new Choice(reason, run, instant, version, key);
    }

    /** The same lines as they are in one version, whatever becomes of them later. */
    public Choice at(long one) {
        return new Choice(reason, run, before, one, key);
    }

    /** The conditions that a line itself can be asked. */
    List<Column> conditions() {
        List<Column> conditions = new ArrayList<>();
        if (reason != null) {
            conditions.add(array_contains(col("reasons"), reason));
        }
        if (run != null) {
            conditions.add(col("run").equalTo(run));
        }
        return conditions;
    }

    /** The lines in words. */
    public String told() {
        if (key != null) {
            return "the key " + key;
        }
        List<String> said = new ArrayList<>();
        if (reason != null) {
            said.add("of reason " + reason);
        }
        if (run != null) {
            said.add("of run " + run);
        }
        if (before != null) {
            said.add("rejected before " + before.truncatedTo(ChronoUnit.SECONDS));
        }
        return said.isEmpty() ? "all lines" : "lines " + String.join(", ", said);
    }

    /** The choice as a ledger keeps it; what is not said is null. */
    public String json() {
        return JSON.createObjectNode()
                .put("reason", reason)
                .put("run", run)
                .put("before", before == null ? null : before.toString())
                .put("version", version)
                .put("key", key)
                .toString();
    }

    /** The choice that a ledger has kept. */
    public static Choice read(String json) {
        try {
            JsonNode choice = JSON.readTree(json);
            return new Choice(
                    choice.path("reason").textValue(),
                    choice.hasNonNull("run") ? choice.get("run").longValue() : null,
                    choice.hasNonNull("before")
                            ? Instant.parse(choice.get("before").textValue())
                            : null,
                    choice.hasNonNull("version") ? choice.get("version").longValue() : null,
                    choice.path("key").textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no choice: " + json, e);
        }
    }
}
