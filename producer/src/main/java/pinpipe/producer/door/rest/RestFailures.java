package pinpipe.producer.door.rest;

import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.producer.door.Parcel;

/**
 * Puts what a server says against us into sentences.
 *
 * @param base its address
 */
record RestFailures(String base, Form form) {
    /** True if waiting for it to answer is in vain. */
    static boolean isHopeless(Throwable error) {
        return isOf(UnresolvedAddressException.class, error) || isOf(SSLException.class, error);
    }

    /** Nobody answers there. */
    Failure silent(Throwable error) {
        Throwable root = Causes.root(error);
        if (isOf(UnresolvedAddressException.class, error)) {
            return Failure.broken(
                    "Cannot produce to %s: there is no such host. Mend --url, then try again.".formatted(base), error);
        }
        if (isOf(SSLException.class, error)) {
            return Failure.askedWrongly(
                    "Cannot produce to %s: no secure connection comes about (%s). Mend --url, or let this Java trust its certificate."
                            .formatted(base, Causes.firstLine(root)),
                    error);
        }
        return Failure.broken(
                "Cannot produce to %s: nobody answers (%s); at most %d s are waited. Check --url and that the server runs, then try again."
                        .formatted(base, Causes.firstLine(root), RestSettings.FIRST_ANSWER.toSeconds()),
                error);
    }

    /** It could have passed, but did not in time. */
    Failure late(Parcel parcel, Duration time, String last) {
        return Failure.broken(
                what(parcel)
                        + "%s did not acknowledge the row with key %s within %d s (last: %s). Check it and what is behind it, then try again."
                                .formatted(base, parcel.row().key(), time.toSeconds(), last),
                null);
    }

    /** It says that this row cannot be had. */
    Failure refused(Parcel parcel, Answer.Fate fate) {
        return Failure.askedWrongly(what(parcel)
                + "%s does not take the row with key %s (%s: %s). Mend what it names."
                        .formatted(base, parcel.row().key(), fate.code(), fate.message()));
    }

    /** It answers so that asking again is in vain. */
    Failure refused(Parcel parcel, Answer answer) {
        String what = what(parcel) + base + " ";
        String said = answer.message();
        int status = answer.status();
        if (status == 401 || status == 403) {
            return Failure.askedWrongly(what
                    + "does not let us in (%s). Set PINPIPE_API_KEY or PINPIPE_BEARER_TOKEN in the environment to what it asks for."
                            .formatted(said));
        }
        if (status == 404) {
            String place = form.place(parcel.row().table());
            return Failure.askedWrongly(
                    what + "knows no %s (%s). Make it, or mend --url or --prefix.".formatted(place, said));
        }
        if (status == 413) {
            return Failure.askedWrongly(what
                    + "takes no request of %,d bytes, and the row with key %s alone has them. Raise its limit."
                            .formatted(parcel.record().length, parcel.row().key()));
        }
        if (status >= 500) {
            return Failure.broken(what + "fails (%s). Look at its log, then try again.".formatted(said), null);
        }
        return Failure.askedWrongly(what
                + "answers as no %s does (%s). Mend --url, or look at what stands before it."
                        .formatted(form.server(), said));
    }

    private static boolean isOf(Class<? extends Exception> kind, Throwable error) {
        return Causes.of(error).anyMatch(kind::isInstance);
    }

    private static String what(Parcel parcel) {
        return "Cannot produce %s: ".formatted(parcel.row().table().name());
    }
}
