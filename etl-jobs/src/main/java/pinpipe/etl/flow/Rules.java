package pinpipe.etl.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.spark.sql.Column;

/**
 * What the rules that clean a table are called, such as {@code 0.1.0 3f2a9c1b}: the version of pinpipe, and a fingerprint
 * of the table's definition. Two definitions of one name clean alike, on one Spark line, as far as expressions show it: what
 * a function of one's own does inside of a UDF they do not show.
 */
public final class Rules {
    private static final String VERSION = version();

    /** Spark numbers the variables of lambdas through all of a process, so their numbers say nothing. */
    private static final String LAMBDA_VARIABLE = "\\b([xyz])_\\d+\\b";

    private Rules() {}

    /** The name of a table's rules, the same in every process. */
    public static String of(Table table) {
        return "%s %08x".formatted(VERSION, fingerprint(definition(table)));
    }

    private static List<String> definition(Table table) {
        List<String> parts = new ArrayList<>(List.of(table.sourceKey(), table.otherKey()));
        parts.addAll(table.fields());
        for (Step step : table.steps()) {
            parts.addAll(List.of(step.column(), step.sentence(), written(step.value())));
        }
        for (Check check : table.keyChecks()) {
            parts.addAll(List.of("key", check.reason(), written(check.refuses())));
        }
        for (Check check : table.checks()) {
            parts.addAll(List.of(check.reason(), written(check.refuses())));
        }
        parts.add(table.columns().toDDL());
        return parts;
    }

    private static String written(Column expression) {
        return expression.toString().replaceAll(LAMBDA_VARIABLE, "$1");
    }

    private static long fingerprint(List<String> parts) {
        CRC32 sum = new CRC32();
        sum.update(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private static String version() {
        try (InputStream in = Objects.requireNonNull(Rules.class.getResourceAsStream("version"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
