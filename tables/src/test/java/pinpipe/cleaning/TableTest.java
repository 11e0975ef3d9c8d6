package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.integer;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;
import static pinpipe.cleaning.CombinedType.array;
import static pinpipe.cleaning.CombinedType.joined;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table PLACE = Table.named("place")
            .key("ind", bigint().from("ind", "index"))
            .column("name", joined(text().from("first"), text().from("last").nullIf("?")))
            .column(
                    "at",
                    array(
                            doubleNumber().from("x").between(-0.5, 0.5),
                            doubleNumber().from("y").between(0, Double.POSITIVE_INFINITY)))
            .column("folder", text().withoutPrefix("in ").required())
            .column("size", integer().rejectUnreadable())
            .column("likes", shortenedNumber())
            .column("made", timestamp())
            .ignoring("noise", "more noise");

    @Test
    void aDefinitionThatCannotBeMeantIsToldWithItsRemedy() {
        Table keyed = Table.named("t").key("id", bigint());
        Map<String, ThrowingCallable> wrong = new LinkedHashMap<>();
        wrong.put(
                "Cannot define table t: two columns come from the field id. Let each have its own.",
                () -> keyed.column("other", text().from("id")));
        wrong.put(
                "Cannot define table t: two columns come from the field x. Let each have its own.",
                () -> keyed.column("x", text()).ignoring("x"));
        wrong.put(
                "Cannot define table t: the key two is not its first column. Say key(…) before column(…).",
                () -> keyed.key("two", bigint()));
        wrong.put("Cannot define table t: the column x comes before the key. Say key(…) first.", () -> Table.named("t")
                .column("x", text()));
        wrong.put(
                "Cannot define table t: an ignored field comes before the key. Say key(…) first.",
                () -> Table.named("t").ignoring("x"));
        wrong.put(
                "Cannot define table t: two columns are named ID. Let each have a name of its own.",
                () -> keyed.column("ID", text().from("x")));
        wrong.put(
                "Cannot define table t: each table has a column _rescued already. Choose another name.",
                () -> keyed.column("_rescued", text()));
        wrong.put("Cannot take a prefix off BIGINT: only text has one. Use text().", () -> bigint().withoutPrefix("x"));
        wrong.put(
                "Cannot call BIGINT nearly unique: only text columns are written differently for it. Use text().",
                () -> bigint().nearlyUnique());
        wrong.put("Cannot bound STRING: only numbers have bounds. Use a number type.", () -> text().between(0, 1));
        wrong.put("Cannot bound TIMESTAMP: only numbers have bounds. Use a number type.", () -> timestamp()
                .between(0, 1));
        wrong.put(
                "Cannot combine DOUBLE: texts are joined, and arrays hold numbers, each from a field that it names."
                        + " Say from(\"…\").",
                () -> joined(doubleNumber().from("x")));
        wrong.put(
                "Cannot combine STRING: texts are joined, and arrays hold numbers, each from a field that it names."
                        + " Say from(\"…\").",
                () -> array(text().from("x")));
        wrong.forEach((message, definition) -> assertThatThrownBy(definition).hasMessage(message));
        assertThatThrownBy(() -> joined(text())).hasMessageStartingWith("Cannot combine STRING");
    }

    @Test
    void allElseIsDerivedFromTheDefinition() {
        assertThat(PLACE.name()).isEqualTo("place");
        assertThat(PLACE.key()).isEqualTo("ind");
        assertThat(PLACE.keyNames()).containsExactly("ind", "index");
        assertThat(PLACE.ddl())
                .isEqualTo("ind BIGINT, name STRING, at ARRAY<DOUBLE>, folder STRING, size INT, likes BIGINT,"
                        + " made TIMESTAMP");
        assertThat(PLACE.fieldNames())
                .containsExactly("first", "last", "x", "y", "folder", "size", "likes", "made", "noise", "more noise");
        assertThat(PLACE.ignoredNames()).containsExactly("noise", "more noise");
    }

    @Test
    void everyReasonHasAName() {
        assertThat(PLACE.reasons())
                .containsExactly(
                        "deleted_unreadable",
                        "empty",
                        "folder_missing",
                        "folder_unreadable",
                        "key_missing",
                        "key_not_whole",
                        "key_past_64_bits",
                        "keys_differ",
                        "line_rejected",
                        "line_too_large",
                        "made_out_of_range",
                        "not_an_object",
                        "not_json",
                        "other_table",
                        "several_rows",
                        "size_not_whole",
                        "size_out_of_range",
                        "text_after_json",
                        "too_deep",
                        "x_out_of_range",
                        "y_out_of_range");
    }

    @Test
    void aColumnSaysWhatIsTrueOfItInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(PLACE.columns().stream().map(Column::sentences))
                    .containsExactly(
                            List.of("a whole number from `ind` or `index`; required"),
                            List.of(
                                    "texts with a blank between them; null where all are null",
                                    "text from `first`",
                                    "text from `last`; null for `?`"),
                            List.of(
                                    "null where one of the numbers is null",
                                    "a number from `x`; between -0.5 and 0.5",
                                    "a number from `y`; between 0 and Infinity"),
                            List.of("text; without the prefix `in `; required"),
                            List.of("a whole number; rejected where unreadable"),
                            List.of("a count such as 708, 12k, 1.5M or 1.5E7, as a whole number"),
                            List.of("an instant, UTC, in any form that says exactly one"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aTableThatWasSerializedCleansTheSame() throws IOException, ClassNotFoundException {
        byte[] line = "{\"index\":7,\"first\":\"Ada\",\"x\":\"1e-1\",\"y\":2,\"folder\":\"in /art\",\"new\":1}"
                .getBytes(StandardCharsets.UTF_8);

        Table copy = copied(PLACE);

        assertThat(RulesFingerprint.of(copy)).isEqualTo(RulesFingerprint.of(PLACE));
        assertThat(copy.reasons()).isEqualTo(PLACE.reasons());
        CleanedRecord record = new LineCleaner(copy).clean(line).record(0);
        assertThat(record.reasons()).isEmpty();
        assertThat(record.value(0)).isEqualTo(7L);
        assertThat(record.value(1)).isEqualTo("Ada");
        assertThat(record.value(2)).isEqualTo(new double[] {0.1, 2});
        assertThat(record.value(3)).isEqualTo("/art");
        assertThat(record.value(4)).isNull();
        assertThat(record.rescued()).isEqualTo("{\"new\":1}");
    }

    private static Table copied(Table table) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(table);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Table) in.readObject();
        }
    }
}
