package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import pinpipe.tables.PinpipeTables;

/**
 * Whatever the bytes of a line are, {@link LineInvariants} holds. More or other lines:
 * {@code -Dtest.jvm.options="-Dlines.count=10000000 -Dlines.seed=2"}.
 */
class AnyLineTest {
    static final List<Table> TABLES = new PinpipeTables().tables();

    private static final int COUNT = Integer.getInteger("lines.count", 1_000_000);
    private static final long SEED = Long.getLong("lines.seed", 1);

    /** So many runs of lines, beside each other where there are cores. */
    private static final int PARTS = 4;

    private static final int OTHER_TABLES_EACH = 8;
    private static final int AGAIN_EACH = 10;

    @ParameterizedTest
    @FieldSource("TABLES")
    void everyLineBecomesRecordsThatAreGoodOrRejectedForKnownReasons(Table table) throws IOException {
        List<byte[]> landed = landed(table);
        int count = COUNT / TABLES.size() / PARTS;

        List<LineInvariants> checked = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> checked(table, new RandomLines(PARTS * SEED + part, table, landed), count))
                .toList();

        long lines = (long) PARTS * count;
        assertThat(sum(checked, LineInvariants::good)).as("good lines").isGreaterThan(lines / 5);
        assertThat(sum(checked, LineInvariants::wrapped)).as("bare objects").isGreaterThan(lines / 5);
        assertThat(sum(checked, LineInvariants::erased)).as("erased records").isGreaterThan(lines / 500);
    }

    private static LineInvariants checked(Table table, RandomLines lines, int count) {
        LineInvariants own = new LineInvariants(table);
        List<LineInvariants> others = TABLES.stream()
                .filter(other -> other != table)
                .map(LineInvariants::new)
                .toList();
        for (int i = 0; i < count; i++) {
            byte[] line = lines.next();
            check(own, line, i);
            if (i % OTHER_TABLES_EACH == 0) {
                int round = i / OTHER_TABLES_EACH;
                others.forEach(other -> check(other, line, round));
            }
        }
        return own;
    }

    private static void check(LineInvariants invariants, byte[] line, int number) {
        try {
            invariants.check(line);
            if (number % AGAIN_EACH == 0) {
                invariants.checkWithoutReuse(line);
            }
        } catch (AssertionError | RuntimeException broken) {
            String text = new String(line, StandardCharsets.UTF_8);
            throw new AssertionError("%s: of seed %d: %s".formatted(broken.getMessage(), SEED, text), broken);
        }
    }

    private static long sum(List<LineInvariants> checked, ToLongFunction<LineInvariants> number) {
        return checked.stream().mapToLong(number).sum();
    }

    private static List<byte[]> landed(Table table) throws IOException {
        String file = "/" + table.name() + "/landed.jsonl";
        try (InputStream in = Objects.requireNonNull(AnyLineTest.class.getResourceAsStream(file))) {
            List<byte[]> lines = new ArrayList<>();
            byte[] all = in.readAllBytes();
            int from = 0;
            for (int at = 0; at < all.length; at++) {
                if (all[at] == '\n') {
                    lines.add(Arrays.copyOfRange(all, from, at));
                    from = at + 1;
                }
            }
            return lines;
        }
    }
}
