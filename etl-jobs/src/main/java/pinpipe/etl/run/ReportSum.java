package pinpipe.etl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The reports of many runs as one: counts and times are added, stretches of offsets joined, lists appended. */
final class ReportSum {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LATEST = Set.of("to", "run", "table_version");

    private ReportSum() {}

    /** The sum of reports, as ledgers keep them, in the order of their runs. */
    static String of(List<String> reports) {
        return reports.stream()
                .map(ReportSum::read)
                .reduce((earlier, later) -> sum("", earlier, later))
                .orElseThrow()
                .toString();
    }

    private static JsonNode sum(String name, JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            ObjectNode all = one.deepCopy();
            other.fields()
                    .forEachRemaining(field -> all.set(
                            field.getKey(),
                            all.has(field.getKey())
                                    ? sum(field.getKey(), all.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return all;
        }
        if (one.isArray() && other.isArray()) {
            ArrayNode all = one.deepCopy();
            other.forEach(all::add);
            return all;
        }
        return one.isNumber() && other.isNumber() ? number(name, one, other) : other;
    }

    private static JsonNode number(String name, JsonNode one, JsonNode other) {
        if (one.isFloatingPointNumber() || other.isFloatingPointNumber()) {
            double sum = one.doubleValue() + other.doubleValue();
            return JsonNodeFactory.instance.numberNode(Math.round(1e3 * sum) / 1e3);
        }
        long first = one.longValue();
        long second = other.longValue();
        return JsonNodeFactory.instance.numberNode(
                name.equals("from")
                        ? Math.min(first, second)
                        : LATEST.contains(name) ? Math.max(first, second) : first + second);
    }

    private static JsonNode read(String report) {
        try {
            return JSON.readTree(report);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no report: " + report, e);
        }
    }
}
