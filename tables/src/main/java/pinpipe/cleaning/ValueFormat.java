package pinpipe.cleaning;

import pinpipe.cleaning.values.Numbers;
import pinpipe.cleaning.values.Reading;
import pinpipe.cleaning.values.Timestamps;
import pinpipe.cleaning.values.Value;

/** How the text of a value is read. */
enum ValueFormat {
    TEXT("STRING", "text", "unreadable"),
    BIGINT("BIGINT", "a whole number", "not_whole") {
        @Override
        Reading read(String text, Value into) {
            return Numbers.whole(text, into);
        }
    },
    INTEGER("INT", "a whole number", "not_whole") {
        @Override
        Reading read(String text, Value into) {
            Reading reading = Numbers.whole(text, into);
            return reading == Reading.READ && into.bits != (int) into.bits ? Reading.OUT_OF_RANGE : reading;
        }
    },
    SHORTENED("BIGINT", "a count such as 708, 12k, 1.5M or 1.5E7, as a whole number", "unreadable") {
        @Override
        Reading read(String text, Value into) {
            return Numbers.shortened(text, into);
        }
    },
    DOUBLE("DOUBLE", "a number", "unreadable") {
        @Override
        Reading read(String text, Value into) {
            return Numbers.fraction(text, into);
        }
    },
    TIMESTAMP("TIMESTAMP", "an instant, UTC, in any form that says exactly one", "unreadable") {
        @Override
        Reading read(String text, Value into) {
            return Timestamps.read(text, into);
        }

        @Override
        Reading read(Object structure, Value into) {
            return Timestamps.read(structure, into);
        }
    };

    private final String sqlType;
    private final String sentence;
    private final String unreadable;

    ValueFormat(String sqlType, String sentence, String unreadable) {
        this.sqlType = sqlType;
        this.sentence = sentence;
        this.unreadable = unreadable;
    }

    String sqlType() {
        return sqlType;
    }

    String sentence() {
        return sentence;
    }

    /** How the reason ends for a value that cannot be read. */
    String unreadable() {
        return unreadable;
    }

    /** Reads a text; only for formats other than {@link #TEXT}. */
    Reading read(String text, Value into) {
        throw new UnsupportedOperationException(name());
    }

    /** Reads an object or a list. */
    Reading read(Object structure, Value into) {
        return Reading.UNREADABLE;
    }

    /** True if a value of 64 bits is kept, false if the text is. */
    boolean isNumeric() {
        return this != TEXT;
    }
}
