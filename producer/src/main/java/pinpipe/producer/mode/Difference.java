package pinpipe.producer.mode;

import java.util.Locale;
import pinpipe.producer.source.Range;
import pinpipe.producer.source.Summary;

/** A range in which the source holds something else than what was acknowledged. */
record Difference(Range range, Summary source, Summary acknowledged) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "keys %s (%,d rows there, %,d acknowledged)", range, source.rows(), acknowledged.rows());
    }
}
