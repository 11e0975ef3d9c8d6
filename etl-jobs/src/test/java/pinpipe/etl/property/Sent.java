package pinpipe.etl.property;

import java.util.List;

/**
 * A record as it is sent, and the truth about it.
 *
 * @param json the record's text
 * @param key its key; null where it is rejected for its key
 * @param content what the clean table must show of it; null where it says that the row is gone
 * @param reasons why it is rejected, in alphabetical order; none where it is good
 */
record Sent(String json, Long key, String content, List<String> reasons) {
    static Sent row(String json, long key, String content) {
        return new Sent(json, key, content, List.of());
    }

    static Sent deletion(String json, long key) {
        return new Sent(json, key, null, List.of());
    }

    static Sent rejected(String json, String... reasons) {
        return new Sent(json, null, null, List.of(reasons));
    }

    boolean isGood() {
        return reasons.isEmpty();
    }
}
