package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * A reason to refuse a record.
 *
 * @param reason its stable name, in quarantine, in reports and in the runbook
 * @param refuses true of a record, after cleaning, that must be refused
 */
public record Check(String reason, Column refuses) {
    /** Refuses where the condition holds; where it is unknown (null) it does not. */
    public static Check refuse(String reason, Column when) {
        return new Check(reason, coalesce(when, lit(false)));
    }

    /** Refuses a record whose field is absent, null or blank. */
    public static Check missing(String reason, String field) {
        return refuse(reason, came(field).equalTo(false));
    }

    /** Refuses a record whose field came with something that its step could not read. */
    public static Check unreadable(String reason, String field) {
        return refuse(reason, came(field).and(col(field).isNull()));
    }

    /** True where the field came with something in it, whatever became of it. */
    public static Column came(String field) {
        return coalesce(asWritten(field).rlike("(?U)\\S"), lit(false));
    }

    /** The field's text as it came, before any step. */
    public static Column asWritten(String field) {
        return col("_text." + field);
    }
}
