package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pinpipe.cleaning.json.JsonTree;

class LineEraserTest {
    private static final Table USER =
            Table.named("user").key("ind", bigint().from("ind", "index")).column("name", text().required());

    private static final long ERASED = 99;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ind':1,'name':'A'}",
                "{'value':{'ind':1,'name':'A'}} ",
                "{'_deleted':true,'_key':1}",
                "{'op':'d','before':{'ind':1,'name':'A'}}",
                "[{'ind':1,'name':'A'},{'ind':2,'name':'B','new':{'n':1.50}}]",
                "[{'ind':1,'name':'A'},{'ind':2,'_deleted':true},{'ind':3,'name':'C'}]",
                "{'records':[{'value':{'ind':1,'name':'A'}},{'value':{'index':2,'name':'B'}},{'value':'{}'}]}",
                "{'records':[{'value':{'ind':1,'name':'A'}},{'key':1,'value':'{\\\"ind\\\":2,\\\"name\\\":\\\"B\\\"}'}]}",
                "'[{\\\"ind\\\":1,\\\"name\\\":\\\"A\\\"},{\\\"ind\\\":2,\\\"name\\\":\\\"B\\\"}]'",
                "[{'op':'c','after':{'ind':1,'name':'A'}},{'op':'d','before':{'ind':2,'name':'B'}}]",
                "{'op':'c','after':[{'ind':1,'name':'A'},{'ind':2,'name':'B'}]}",
                "{'op':'d','before':[{'ind':1,'name':'A'},{'ind':2,'name':'B'}]}",
                "[{'ind':1,'name':'A'},[{'ind':2,'name':'B'},[{'ind':3,'name':'C'}]],{'a':{'ind':4,'name':'D'}}]",
                "[{'ind':1,'name':'A'},null,{'ind':3,'name':'C'}]",
                "[{'ind':1,'name':'A'},7,'hello',[1,2],{},{'ind':1.5,'name':'C'}]",
                "[{'ind':1,'name':'cut \\ud83d'},{'ind':2,'name':'B','\\ude00':'\\ud83d'}]",
                "{'a':{'b':[{'ind':1},{'ind':2,'more':'[[{\\'ind\\':3,\\'name\\':\\'C\\'}]]'}]}}",
                "[{'ind':1,'name':NaN},{'ind':2,'name':'B','new':[-Infinity,1.50,1e999,null]}]",
                "\uFEFF[{'ind':1,'name':'A'},{'ind':2,'name':'B'}]",
            })
    void whatIsErasedIsDeletedAndAllElseStaysAtItsPlace(String text) {
        byte[] line = CleanedText.utf8(text);
        LineEraser eraser = new LineEraser(USER, ERASED);
        int records = eraser.records(line);
        for (int chosen = 1; chosen < 1 << records; chosen++) {
            Set<Integer> positions = positions(chosen, records);

            byte[] left = eraser.without(line, positions);

            assertThat(records(left)).isEqualTo(without(records(line), positions));
            assertThat(eraser.without(left, positions)).isEqualTo(left);
            assertThat(eraser.toErase(left, positions)).isZero();
        }
    }

    @Test
    void nothingOfAnErasedRecordIsLeftInTheLine() {
        byte[] line =
                CleanedText.utf8("{'trace':'SECRET','records':[{'key':'SECRET','value':{'ind':1,'name':'SECRET'}},"
                        + "{'value':{'ind':2,'name':'B'}}]}");

        byte[] left = new LineEraser(USER, 1L).without(line, Set.of(0));

        assertThat(new String(left, StandardCharsets.UTF_8))
                .isEqualTo("[{\"_deleted\":true,\"_key\":1},{\"ind\":2,\"name\":\"B\"}]");
    }

    @Test
    void aTombstoneHasTheKeyAsItIs() {
        assertThat(new LineEraser(USER, 7L).tombstone()).isEqualTo("{\"_deleted\":true,\"_key\":7}");
        assertThat(new LineEraser(USER, "a\"b").tombstone()).isEqualTo("{\"_deleted\":true,\"_key\":\"a\\\"b\"}");
    }

    @Test
    void recordsThatStillSayMoreAreCounted() {
        byte[] line = CleanedText.utf8("[{'ind':1,'name':'A'},{'_deleted':true,'_key':1},{'ind':1,'name':'C'}]");
        LineEraser eraser = new LineEraser(USER, 1L);

        assertThat(eraser.records(line)).isEqualTo(3);
        assertThat(eraser.toErase(line, Set.of(0, 1, 2))).isEqualTo(2);
        assertThat(eraser.toErase(line, Set.of(1))).isZero();
    }

    @Test
    void aLineOfWhichNothingIsErasedStaysAsItIs() {
        byte[] line = CleanedText.utf8("{'ind':1, 'name':'A'}");

        assertThat(new LineEraser(USER, 1L).without(line, Set.of())).isEqualTo(line);
    }

    /** What each record says, whatever the others of its line say. */
    private static List<String> records(byte[] line) {
        return new EnvelopeUnwrapper(USER)
                .unwrap(line, 0, line.length).stream()
                        .map(record -> record.problem() != null
                                ? "!" + record.problem().reason()
                                : (record.deleted() ? "deleted " : "")
                                        + CleanedText.of(JsonTree.write(record.row()), USER))
                        .toList();
    }

    private static List<String> without(List<String> records, Set<Integer> positions) {
        List<String> left = new ArrayList<>(records);
        positions.forEach(position -> left.set(position, "[-" + ERASED + "]"));
        return left;
    }

    private static Set<Integer> positions(int chosen, int records) {
        Set<Integer> positions = new HashSet<>();
        for (int i = 0; i < records; i++) {
            if ((chosen & 1 << i) != 0) {
                positions.add(i);
            }
        }
        return positions;
    }
}
