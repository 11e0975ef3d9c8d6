package pinpipe.etl.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run does to its table. */
public enum Kind {
    /** It makes part of the table what has landed. */
    CLEAN,
    /** It makes part of the table what lay in quarantine and is good by today's rules. */
    REPLAY,
    /** It throws lines in quarantine away. */
    DISCARD,
    /** It makes part of the table a batch of a stream. */
    STREAM,
    /** It removes all that there is of a key. */
    FORGET,
    /** It makes few objects of many that were read. */
    PACK;

    /** The kind as ledgers and reports name it. */
    @JsonValue
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that name. */
    static Kind read(String written) {
        return valueOf(written.toUpperCase(Locale.ROOT));
    }

    /** What it does, as the words after "Cannot". */
    public String does(String table) {
        return switch (this) {
            case CLEAN -> "clean " + table;
            case REPLAY -> "replay the quarantine of " + table;
            case DISCARD -> "discard from the quarantine of " + table;
            case STREAM -> "stream into " + table;
            case FORGET -> "forget a key of " + table;
            case PACK -> "pack what has landed of " + table;
        };
    }
}
