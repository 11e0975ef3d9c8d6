package pinpipe.cleaning;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for every line, whatever its bytes are. */
final class LineInvariants {
    private static final JsonFactory STRICT_JSON = new JsonFactory();
    private static final Set<String> PROBLEMS =
            Stream.of(LineProblem.values()).map(LineProblem::reason).collect(Collectors.toSet());
    private static final Long ERASED_KEY = 99L;
    private static final byte[] BEFORE = "{\"value\":".getBytes(StandardCharsets.UTF_8);

    /** A line of more brackets may be nested so deep that a wrapper more is one too many. */
    private static final int MANY_BRACKETS = 990;

    private static final long FIRST_INSTANT = -62_135_596_800_000_000L;
    private static final long LAST_INSTANT = 253_402_300_799_999_999L;

    private final Table table;
    private final Set<String> reasons;
    private final LineCleaner cleaner;
    private final LineCleaner other;
    private long good;
    private long wrapped;
    private long erased;

    LineInvariants(Table table) {
        this.table = table;
        this.reasons = new HashSet<>(table.reasons());
        this.cleaner = new LineCleaner(table);
        this.other = new LineCleaner(table);
    }

    /** How many lines were good. */
    long good() {
        return good;
    }

    /** How many bare objects were cleaned inside an envelope, too. */
    long wrapped() {
        return wrapped;
    }

    /** How many records were erased from lines. */
    long erased() {
        return erased;
    }

    /** Cleans the line with a cleaner that has cleaned all lines before it, and checks what came out. */
    void check(byte[] line) {
        CleanedLine cleaned = cleaner.clean(line);
        require(cleaned.size() > 0, "a line holds at least one record");
        for (int i = 0; i < cleaned.size(); i++) {
            CleanedRecord record = cleaned.record(i);
            require(record.isRejected() == cleaned.isRejected(), "a line is rejected whole or not at all");
            if (record.isRejected()) {
                require(reasons.containsAll(record.reasons()), "the table knows every reason");
            } else {
                checkGood(record);
            }
        }
        good += cleaned.isRejected() ? 0 : 1;
        checkInEnvelope(line, cleaned);
        checkErasing(line, cleaned);
    }

    /** Cleans the line again with a cleaner that has never cleaned another one. */
    void checkWithoutReuse(byte[] line) {
        CleanedLine cleaned = cleaner.clean(line);
        CleanedLine again = new LineCleaner(table).clean(line);
        require(cleaned.size() == again.size(), "the lines before do not change the number of records");
        for (int i = 0; i < cleaned.size(); i++) {
            require(cleaned.record(i).layers().equals(again.record(i).layers()), "nor the layers");
            requireSame(cleaned.record(i), again.record(i), "the lines before");
        }
        require(
                Arrays.equals(counts(cleaned).toBytes(), counts(again).toBytes()),
                "the lines before do not change the counts");
    }

    /** Erases one record of a good line that holds several; all others must stay as they are, at their places. */
    private void checkErasing(byte[] line, CleanedLine cleaned) {
        if (cleaned.isRejected() || cleaned.size() < 2) {
            return;
        }
        int position = line.length % cleaned.size();
        CleanedLine left = other.clean(new LineEraser(table, ERASED_KEY).without(line, Set.of(position)));
        require(left.size() == cleaned.size(), "erasing a record moves no other");
        for (int i = 0; i < cleaned.size(); i++) {
            if (i == position) {
                require(left.record(i).isDeleted(), "an erased record deletes its row");
                require(Objects.equals(left.record(i).value(0), ERASED_KEY), "an erased record has its key only");
            } else {
                requireSame(cleaned.record(i), left.record(i), "erasing another record");
            }
        }
        erased++;
    }

    private CleaningCounts counts(CleanedLine line) {
        CleaningCounts counts = new CleaningCounts(table);
        counts.add(line);
        return counts;
    }

    private void checkGood(CleanedRecord record) {
        require(!record.isNull(0), "a good record has a key");
        for (int column = 0; column < table.columns().size(); column++) {
            Object value = record.value(column);
            require((value == null) == record.isNull(column), "null is null by every way of asking");
            if (value instanceof String text) {
                requireNoHalfPair(text);
            }
            if (value != null && table.columns().get(column).sqlType().equals("TIMESTAMP")) {
                require((Long) value >= FIRST_INSTANT && (Long) value <= LAST_INSTANT, "years 1 to 9999");
            }
            boolean required =
                    table.columns().get(column).fields().get(0).type().isRequired();
            require(value != null || !required || record.isDeleted(), "a required column is not null");
        }
        if (record.rescued() != null) {
            requireNoHalfPair(record.rescued());
            requireObject(record.rescued());
        }
    }

    /** A bare object says the same as a {@code value}: one is read straight, the other as a tree. */
    private void checkInEnvelope(byte[] line, CleanedLine cleaned) {
        CleanedRecord bare = cleaned.record(0);
        boolean problem = bare.reasons().stream().anyMatch(PROBLEMS::contains);
        boolean unwrapped =
                bare.layers().stream().anyMatch(layer -> layer != Layer.BLANKS_AFTER && layer != Layer.KEY_RENAMED);
        if (cleaned.size() > 1 || problem || unwrapped || brackets(line) > MANY_BRACKETS) {
            return;
        }
        byte[] envelope = Arrays.copyOf(BEFORE, BEFORE.length + line.length + 1);
        System.arraycopy(line, 0, envelope, BEFORE.length, line.length);
        envelope[envelope.length - 1] = '}';
        CleanedLine inEnvelope = other.clean(envelope);
        require(inEnvelope.size() == 1, "an envelope adds no record");
        require(inEnvelope.record(0).layers().get(0) == Layer.VALUE_WRAPPED, "an envelope is unwrapped");
        requireSame(bare, inEnvelope.record(0), "an envelope");
        wrapped++;
    }

    private void requireSame(CleanedRecord one, CleanedRecord two, String difference) {
        require(one.reasons().equals(two.reasons()), difference + " does not change the reasons");
        require(one.isDeleted() == two.isDeleted(), difference + " does not delete");
        if (!one.isRejected()) {
            require(Objects.equals(one.rescued(), two.rescued()), difference + " does not change what is rescued");
            for (int column = 0; column < table.columns().size(); column++) {
                require(same(one.value(column), two.value(column)), difference + " does not change values");
            }
        }
    }

    private static boolean same(Object one, Object two) {
        return one instanceof double[] items
                ? two instanceof double[] others && Arrays.equals(items, others)
                : Objects.equals(one, two);
    }

    private static int brackets(byte[] line) {
        int brackets = 0;
        for (byte each : line) {
            brackets += each == '[' || each == '{' ? 1 : 0;
        }
        return brackets;
    }

    private static void requireNoHalfPair(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            require(
                    c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE,
                    "a text holds no half of a surrogate pair");
        }
    }

    private static void requireObject(String json) {
        try (JsonParser parser = STRICT_JSON.createParser(json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "what is rescued is an object");
            while (parser.nextToken() != null) {
                // each token must be JSON
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What is rescued is no JSON: " + json, e);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
