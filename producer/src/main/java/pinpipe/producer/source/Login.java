package pinpipe.producer.source;

import java.util.Locale;

/** What lets us into the database. */
public enum Login {
    /** The password of the credentials file. */
    PASSWORD,
    /** A token of IAM, as RDS takes it. */
    RDS_IAM;

    /** As it is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
