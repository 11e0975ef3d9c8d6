package pinpipe.cleaning;

import pinpipe.cleaning.json.JsonText;
import pinpipe.cleaning.json.JsonTree;

/** What came for one field of a record, and what became of it. */
final class FieldValue {
    private enum Form {
        ABSENT,
        NULL,
        TEXT,
        LITERAL,
        STRUCTURE
    }

    private Form form;
    private int rank;
    private String came;
    private Object structure;
    private String text;
    private long bits;
    private boolean there;

    FieldValue() {
        clear();
    }

    void clear() {
        form = Form.ABSENT;
        came = null;
        structure = null;
        text = null;
        bits = 0;
        there = false;
    }

    /** Takes a text, or a literal as it was written. */
    void take(int nameRank, String written, boolean literal) {
        clear();
        rank = nameRank;
        came = written;
        form = literal ? Form.LITERAL : Form.TEXT;
    }

    /** Takes a value as {@link JsonTree} reads it. */
    void take(int nameRank, Object value) {
        String written = JsonTree.text(value);
        if (written != null) {
            take(nameRank, written, value instanceof JsonTree.Literal);
            return;
        }
        clear();
        rank = nameRank;
        structure = value;
        form = value == null ? Form.NULL : Form.STRUCTURE;
    }

    void takeNull(int nameRank) {
        clear();
        rank = nameRank;
        form = Form.NULL;
    }

    /** True if the record has the field, whatever its value. */
    boolean came() {
        return form != Form.ABSENT;
    }

    /** How much the name under which it came is preferred; 0 is most. */
    int rank() {
        return rank;
    }

    boolean isStructure() {
        return form == Form.STRUCTURE;
    }

    /** True of {@code NaN} and its kind, which no type reads. */
    boolean isNoNumber() {
        return form == Form.LITERAL && !JsonText.isJson(new JsonTree.Literal(came));
    }

    /** The text or literal that came; null where none did. */
    String written() {
        return came;
    }

    /** What came, as {@link JsonTree} has it. */
    Object source() {
        return switch (form) {
            case TEXT -> came;
            case LITERAL -> new JsonTree.Literal(came);
            default -> structure;
        };
    }

    /** Keeps a text as the clean value. */
    void keep(String clean) {
        text = clean;
        there = true;
    }

    /** Keeps a number, an instant or the bits of a double as the clean value. */
    void keep(long clean) {
        bits = clean;
        there = true;
    }

    /** True if there is a clean value. */
    boolean isThere() {
        return there;
    }

    String text() {
        return text;
    }

    long bits() {
        return bits;
    }
}
