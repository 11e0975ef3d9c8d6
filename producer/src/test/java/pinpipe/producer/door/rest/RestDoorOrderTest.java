package pinpipe.producer.door.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pinpipe.producer.door.rest.ScriptedProxy.Asked;
import pinpipe.producer.door.rest.ScriptedProxy.Reply;
import pinpipe.producer.row.Row;

class RestDoorOrderTest extends RestDoorCalls {
    /** Whatever fails on the way, the versions of a row arrive in their order, and each is counted once. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void theVersionsOfARowNeverOvertakeEachOther(long seed) throws IOException {
        Random chance = new Random(seed);
        List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new Row(PIN, Integer.toString(chance.nextInt(60)), Integer.toString(i)));
        }
        produce(request -> unsure(request, chance, arrived), rows.toArray(Row[]::new));

        assertThat(closing).endsWith("500 rows read, 500 sent, 500 acknowledged");
        Map<String, List<Row>> versions = rows.stream().collect(Collectors.groupingBy(Row::key));
        versions.forEach((key, each) -> {
            List<String> sent = each.stream().map(Row::json).toList();
            List<String> stands = arrived.stream().filter(sent::contains).toList();
            assertThat(stands.stream().distinct()).containsExactlyElementsOf(sent);
            assertThat(stands.get(stands.size() - 1)).isEqualTo(sent.get(sent.size() - 1));
        });
    }

    /** Takes some, all or nothing of a request, and does not always say so. */
    private static synchronized Reply unsure(Asked request, Random chance, List<String> arrived) {
        int luck = chance.nextInt(10);
        if (luck == 0) {
            return Reply.of(503, "");
        }
        List<String> values = request.values();
        if (luck == 1) {
            arrived.addAll(values);
            return new Reply(0, "", null);
        }
        List<Integer> fates = new ArrayList<>();
        for (String value : values) {
            boolean taken = luck > 4 || chance.nextBoolean();
            fates.add(taken ? null : Integer.valueOf(2));
            if (taken) {
                arrived.add(value);
            }
        }
        return Reply.fates(fates);
    }
}
