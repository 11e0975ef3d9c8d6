package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.integer;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;
import static pinpipe.cleaning.CombinedType.array;
import static pinpipe.cleaning.CombinedType.joined;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesFingerprintTest {
    private static final Table KEYED = Table.named("t").key("id", bigint());

    @Test
    void theSameDefinitionHasTheSameNameWhoeverWroteIt() {
        Table again = Table.named("t").key("id", bigint());

        assertThat(RulesFingerprint.of(again)).isEqualTo(RulesFingerprint.of(KEYED));
        assertThat(RulesFingerprint.of(KEYED)).matches("\\S+ [0-9a-f]{8}").doesNotContain("$");
    }

    @Test
    void definitionsThatDifferInAnyDetailHaveDifferentNames() {
        List<Table> different = Stream.of(keys(), texts(), numbers(), combined(), ignored())
                .flatMap(each -> each)
                .toList();

        assertThat(different.stream().map(RulesFingerprint::of).distinct()).hasSameSizeAs(different);
    }

    @Test
    void howFilesAreWrittenIsNoPartOfIt() {
        assertThat(RulesFingerprint.of(KEYED.column("x", text().nearlyUnique())))
                .isEqualTo(RulesFingerprint.of(KEYED.column("x", text())));
    }

    private static Stream<Table> keys() {
        return Stream.of(
                KEYED,
                Table.named("t").key("key", bigint()),
                Table.named("t").key("id", integer()),
                Table.named("t").key("id", text()),
                Table.named("t").key("id", bigint().from("key")),
                Table.named("t").key("id", bigint().from("id", "key")),
                Table.named("t").key("id", bigint().from("key", "id")));
    }

    private static Stream<Table> texts() {
        return Stream.of(
                        text(),
                        text().required(),
                        text().rejectUnreadable(),
                        text().from("y"),
                        text().from("x", "y"),
                        text().from("y", "x"),
                        text().from("x` or `y"),
                        text().nullIf("y"),
                        text().nullIf("y", "x"),
                        text().nullIf("y`, `x"),
                        text().nullIf(""),
                        text().withoutPrefix(""),
                        text().withoutPrefix("y"),
                        text().withoutPrefix("null"))
                .map(type -> KEYED.column("x", type));
    }

    private static Stream<Table> numbers() {
        return Stream.of(
                        bigint(),
                        integer(),
                        shortenedNumber(),
                        doubleNumber(),
                        timestamp(),
                        timestamp().required(),
                        integer().between(0, 1),
                        integer().between(0, 2),
                        integer().between(1, 2),
                        doubleNumber().between(0.1, 0.2),
                        doubleNumber().between(0.1, 0.3),
                        doubleNumber().between(0.2, 0.3))
                .map(type -> KEYED.column("x", type));
    }

    private static Stream<Table> combined() {
        return Stream.of(
                KEYED.column("x", joined(text().from("a"))),
                KEYED.column("x", text().from("a")),
                KEYED.column("x", joined(text().from("a"), text().from("b"))),
                KEYED.column("x", joined(text().from("b"), text().from("a"))),
                KEYED.column("x", joined(text().from("a", "b"))),
                KEYED.column("x", joined(text().from("a"), text().from("b", "c"))),
                KEYED.column("x", array(doubleNumber().from("a"))),
                KEYED.column("x", array(doubleNumber().from("a"), doubleNumber().from("b"))),
                KEYED.column("a", text()).column("b", text()),
                KEYED.column("b", text()).column("a", text()));
    }

    private static Stream<Table> ignored() {
        return Stream.of(KEYED.ignoring("a"), KEYED.ignoring("a", "b"), KEYED.ignoring("a,b"));
    }
}
