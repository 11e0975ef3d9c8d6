package pinpipe.cleaning;

import java.util.Locale;
import pinpipe.cleaning.json.NoJsonException;

/** Why a line, or a part of it, holds no record. */
public enum LineProblem {
    /** An empty text, object, list or null. */
    EMPTY,
    /** A number, a truth value, a list of such, or a record wrapped more than four times. */
    NOT_AN_OBJECT,
    /** No JSON. */
    NOT_JSON,
    /** A whole JSON value and then something more. */
    TEXT_AFTER_JSON,
    /** Two objects in one envelope look equally like the row. */
    SEVERAL_ROWS,
    /** JSON nested more than 1,000 levels deep. */
    TOO_DEEP,
    /** A text of more than 20,000,000 characters, or a name of more than 50,000. */
    LINE_TOO_LARGE;

    static LineProblem of(NoJsonException text) {
        return switch (text.kind()) {
            case NOT_JSON -> NOT_JSON;
            case TEXT_AFTER_JSON -> TEXT_AFTER_JSON;
            case TOO_DEEP -> TOO_DEEP;
            case TOO_LARGE -> LINE_TOO_LARGE;
        };
    }

    /** The reason as reports and the quarantine have it. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
