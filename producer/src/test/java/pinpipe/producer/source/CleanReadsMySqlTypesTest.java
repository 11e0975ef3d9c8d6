package pinpipe.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pinpipe.cleaning.CleanedRecord;
import pinpipe.cleaning.ColumnType;
import pinpipe.cleaning.LineCleaner;
import pinpipe.cleaning.Table;

/**
 * What {@code produce} writes of each type of MySQL, as {@link MySqlTypesTest} shows, {@code clean} reads back to the same
 * value, or keeps in {@code _rescued} where its column cannot hold it.
 */
class CleanReadsMySqlTypesTest {
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    static List<TypeCase> cases() {
        return TypeCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cleanReadsWhatProduceWrites(TypeCase written) throws IOException {
        CleanedRecord record = cleaned(written);

        Object meant = meant(written);
        assertThat(record.reasons()).isEmpty();
        assertThat(record.value(1)).isEqualTo(meant);
        assertThat(record.rescued())
                .isEqualTo(meant == null && !isBlank(written) ? "{\"v\":%s}".formatted(written.json()) : null);
    }

    private static CleanedRecord cleaned(TypeCase written) {
        Table table = Table.named("t").key("id", bigint()).column("v", type(written));
        String line = "{\"id\":0,\"v\":%s}".formatted(written.json());
        return new LineCleaner(table)
                .clean(line.getBytes(StandardCharsets.UTF_8))
                .record(0);
    }

    private static ColumnType type(TypeCase written) {
        return switch (written.type().split("[( ]")[0]) {
            case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT", "YEAR", "BOOLEAN", "BIT" -> bigint();
            case "FLOAT", "DOUBLE" -> doubleNumber();
            case "DATE", "DATETIME", "TIMESTAMP" -> timestamp();
            default -> text();
        };
    }

    /** The value by Java's own libraries; null where the column cannot hold it, or the text is blank. */
    private static Object meant(TypeCase written) throws IOException {
        String value = string(written);
        return switch (written.type().split("[( ]")[0]) {
            case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT", "YEAR", "BOOLEAN", "BIT" ->
                new BigInteger(value).compareTo(GREATEST) > 0 ? null : (Object) Long.valueOf(value);
            case "FLOAT", "DOUBLE" -> Double.valueOf(value);
            case "DATE", "DATETIME", "TIMESTAMP" -> micros(value);
            default -> isBlank(written) ? null : withoutHalves(value);
        };
    }

    private static Long micros(String date) {
        try {
            LocalDateTime time = date.contains("T")
                    ? LocalDateTime.parse(date)
                    : LocalDate.parse(date).atStartOfDay();
            return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
        } catch (DateTimeParseException noCalendarHasIt) {
            return null;
        }
    }

    /** Java's own encoder replaces the halves of surrogate pairs, each on its own. */
    private static String withoutHalves(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isBlank(TypeCase written) {
        return written.json().equals("\"\"");
    }

    private static String string(TypeCase written) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(written.json())) {
            parser.nextToken();
            return parser.getText();
        }
    }
}
