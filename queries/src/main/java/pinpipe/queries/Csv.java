package pinpipe.queries;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An answer as RFC 4180 says: a header, CRLF after each line, quotes where a value needs them. Null is empty, the empty text {@code ""}. */
final class Csv {
    private static final String LINE_END = "\r\n";

    private Csv() {}

    static String of(Answer answer) {
        StringBuilder text = new StringBuilder(line(answer, answer.columns()::get));
        for (int row = 0; row < answer.rows().size(); row++) {
            int at = row;
            text.append(line(answer, column -> answer.text(at, column)));
        }
        return text.toString();
    }

    private static String line(Answer answer, IntFunction<String> values) {
        return IntStream.range(0, answer.columns().size())
                .mapToObj(column -> field(values.apply(column)))
                .collect(Collectors.joining(",", "", LINE_END));
    }

    private static String field(String value) {
        if (value == null) {
            return "";
        }
        boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
