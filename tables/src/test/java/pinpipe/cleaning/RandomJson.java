package pinpipe.cleaning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;
import pinpipe.cleaning.json.JsonTree.Literal;

/** JSON values with the names of a table's fields and with texts that mean something to it. */
final class RandomJson {
    private static final List<String> LITERALS = List.of(
            "0",
            "1",
            "-1",
            "7.0",
            "1.5",
            "91",
            "1e3",
            "1.5E7",
            "1e-999999999",
            "1e999999999",
            "9223372036854775808",
            "1456819200",
            "1456819200123",
            "true",
            "false",
            "NaN",
            "-Infinity");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u00a0",
            "Ada",
            "42",
            "12k",
            "1.5M",
            "1,234",
            "User Info Error",
            "No Title Data Available",
            "Local save in ",
            "Local save in /data/art",
            "2020-08-28T03:52:47",
            "2020-02-30",
            "08/28/2020, 03:52:47",
            "0001-01-01T00:00:00+01:00",
            "Thu, 21 Apr 2016 20:16:54 GMT",
            "1456819200",
            "true",
            "null",
            "{\"ind\":1}",
            "{\"ind\":2,\"country\":\"X\",\"age\":3,\"title\":\"T\"}",
            "eyJpbmQiOjF9",
            "\"7\"",
            "NaN",
            "cut \ud83d",
            "\ude00",
            "\ud83d\ude00",
            "a\u0000b\uffff");

    private static final List<String> OTHER_NAMES = List.of(
            "value",
            "records",
            "Records",
            "Data",
            "payload",
            "schema",
            "before",
            "after",
            "op",
            "_deleted",
            "__deleted",
            "_key",
            "$date",
            "name",
            "more");

    private static final int MOST_NESTED = 3;

    private final Random random;
    private final List<String> names = new ArrayList<>();

    RandomJson(Random random, Table table) {
        this.random = random;
        names.addAll(table.keyNames());
        names.addAll(table.fieldNames());
    }

    /** A row of the table, more or less. */
    JsonObject row() {
        JsonObject row = new JsonObject();
        boolean tidy = random.nextInt(4) > 0;
        if (tidy) {
            row.with(names.get(random.nextInt(2)), new Literal(Integer.toString(random.nextInt(1_000))));
        }
        for (String name : names) {
            if (random.nextInt(10) > 1 && (!tidy || !name.startsWith("ind"))) {
                row.with(name, tidy ? fitting(name) : value(MOST_NESTED));
            }
        }
        while (random.nextInt(3) == 0) {
            row.with(name(), value(MOST_NESTED));
        }
        return row;
    }

    /** A value as JSON; a half of a surrogate pair stands escaped, since UTF-8 has none. */
    static String written(Object value) {
        return new String(JsonTree.utf8(value), StandardCharsets.UTF_8);
    }

    /** Any value; the deeper, the plainer. */
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> null;
            case 1, 2 -> new Literal(LITERALS.get(random.nextInt(LITERALS.size())));
            case 6 -> list(depth);
            case 7, 8 -> object(depth);
            default -> text();
        };
    }

    /** Any text. */
    String text() {
        if (random.nextInt(8) > 0) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    /** Mostly what the field's column can read. */
    private Object fitting(String name) {
        if (random.nextInt(30) == 0) {
            return value(MOST_NESTED);
        }
        return switch (name) {
            case "timestamp", "date_joined" -> "2020-08-28T03:52:%02d".formatted(random.nextInt(60));
            case "age", "latitude", "longitude" -> new Literal(Integer.toString(random.nextInt(91)));
            default -> text();
        };
    }

    private List<Object> list(int depth) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(random.nextInt(3) == 0 ? row() : value(depth - 1));
        }
        return items;
    }

    private JsonObject object(int depth) {
        JsonObject object = new JsonObject();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.with(name(), value(depth - 1));
        }
        return object;
    }

    private String name() {
        return switch (random.nextInt(4)) {
            case 0 -> text();
            case 1 -> names.get(random.nextInt(names.size()));
            default -> OTHER_NAMES.get(random.nextInt(OTHER_NAMES.size()));
        };
    }
}
