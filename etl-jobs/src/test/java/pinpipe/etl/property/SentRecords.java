package pinpipe.etl.property;

import java.util.List;
import java.util.Random;

/** Draws records of the table {@code user}: few keys and few values, so that they meet again and again. */
final class SentRecords {
    static final int KEYS = 3;

    private final Random random;
    private final long firstKey;

    SentRecords(Random random, long firstKey) {
        this.random = random;
        this.firstKey = firstKey;
    }

    Sent next() {
        int of = random.nextInt(100);
        if (of < 65) {
            return row();
        }
        return of < 83 ? deletion() : rejected();
    }

    private Sent row() {
        long key = key();
        String name = oneOf("Ada", "Ada", "Bob", null);
        Integer age = oneOf(30, 30, 31, null);
        String joined =
                oneOf("2020-08-28T03:52:47", "2020-08-28 03:52:47", "2020:08:28 03:52:47", "2019-01-01T00:00:00");
        boolean shoe = random.nextInt(10) == 0;
        String json = "{%s%s%s,\"date_joined\":\"%s\"%s%s}"
                .formatted(
                        oneOf("\"ind\":%d", "\"ind\":\"%d\"", "\"index\":%d").formatted(key),
                        name == null ? oneOf("", ",\"first_name\":\" \"") : ",\"first_name\":\"%s\"".formatted(name),
                        age == null
                                ? oneOf("", ",\"age\":null")
                                : oneOf(",\"age\":%d", ",\"age\":\"%d\"").formatted(age),
                        joined,
                        shoe ? ",\"shoe\":42" : "",
                        random.nextInt(10) == 0 ? ",\"_deleted\":false" : "");
        String instant = joined.startsWith("2019") ? "2019-01-01 00:00:00" : "2020-08-28 03:52:47";
        return Sent.row(json, key, content(name, age, instant, shoe ? "{\"shoe\":42}" : null));
    }

    /** What a clean row says, as one text. */
    static String content(Object name, Object age, Object joined, Object rescued) {
        return "%s, %s, %s, %s".formatted(name, age, joined, rescued);
    }

    private Sent deletion() {
        long key = key();
        String json = oneOf(
                "{\"_deleted\":true,\"_key\":%d}",
                "{\"_deleted\":true,\"_key\":\"%d\"}",
                "{\"ind\":%d,\"_deleted\":true}",
                "{\"ind\":%d,\"age\":200,\"_deleted\":\"true\"}");
        return Sent.deletion(json.formatted(key), key);
    }

    /** A good key and something bad beside it: such a record must not shadow a good one. */
    private Sent rejected() {
        long key = key();
        Sent bad = oneOf(
                Sent.rejected("{\"ind\":%d,\"date_joined\":\"someday\"}", "date_joined_unreadable"),
                Sent.rejected("{\"ind\":%d,\"first_name\":\"Ada\"}", "date_joined_missing"),
                Sent.rejected("{\"ind\":%d,\"age\":200,\"date_joined\":\"2020-08-28 03:52:47\"}", "age_out_of_range"),
                Sent.rejected(
                        "{\"ind\":%d,\"age\":\"many\",\"date_joined\":\" \"}", "age_not_whole", "date_joined_missing"),
                Sent.rejected("{\"ind\":%d,\"country\":\"Peru\"}", "date_joined_missing", "other_table"),
                Sent.rejected("{\"ind\":\"x%d\",\"date_joined\":\"2020-08-28 03:52:47\"}", "key_not_whole"),
                Sent.rejected(
                        "{\"ind\":9223372036854775808%d,\"date_joined\":\"2020-08-28 03:52:47\"}", "key_past_64_bits"),
                Sent.rejected("{\"first_name\":\"%d\",\"date_joined\":\"2020-08-28 03:52:47\"}", "key_missing"),
                Sent.rejected("{\"_deleted\":true,\"_key\":\"x%d\"}", "key_not_whole"),
                Sent.rejected("{\"_deleted\":true,\"shoe\":%d}", "key_missing"));
        return new Sent(bad.json().formatted(key), null, null, bad.reasons());
    }

    /** A line that is no record at all. */
    Sent broken() {
        return oneOf(
                Sent.rejected("not json", "not_json"),
                Sent.rejected("", "not_json"),
                Sent.rejected("{\"ind\":" + key(), "not_json"),
                Sent.rejected("\"not json\"", "not_json"),
                Sent.rejected("\"\"", "empty"),
                Sent.rejected("null", "empty"),
                Sent.rejected("{\"records\":[]}", "empty"),
                Sent.rejected("42", "not_an_object"),
                Sent.rejected("{\"ind\":%d} {\"ind\":%d}".formatted(key(), key()), "text_after_json"));
    }

    List<Sent> several() {
        return random.ints(1 + random.nextInt(3)).mapToObj(any -> next()).toList();
    }

    private long key() {
        return firstKey + random.nextInt(KEYS);
    }

    @SafeVarargs
    private <T> T oneOf(T... all) {
        return all[random.nextInt(all.length)];
    }
}
