package pinpipe.etl.doctor;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Whether the store's clock and ours agree: how long a hole in the offsets is waited for is told by both. */
public final class Clock implements Examination.Look {
    private static final Duration NOTABLE = Duration.ofMinutes(1);

    /** As long as a hole is waited for. */
    private static final Duration HARMFUL = Duration.ofMinutes(15);

    private final Supplier<Duration> storeAhead;

    /**
     * The clock of a store.
     *
     * @param storeAhead how far it is ahead of ours; negative where it is behind
     */
    public Clock(Supplier<Duration> storeAhead) {
        this.storeAhead = storeAhead;
    }

    @Override
    public List<Finding> findings() {
        Duration ahead = storeAhead.get();
        Duration apart = ahead.abs();
        if (apart.compareTo(NOTABLE) <= 0) {
            return List.of(Finding.ok(
                    "the store's and this machine's are %,.0f s apart or less".formatted(Math.ceil(seconds(apart)))));
        }
        String detail = "the store's is %,.0f s %s this machine's"
                .formatted(seconds(apart), ahead.isNegative() ? "behind" : "ahead of");
        String remedy =
                "Set this machine's clock (NTP): by it a hole in the offsets is given up too early or too late.";
        return List.of(apart.compareTo(HARMFUL) > 0 ? Finding.fail(detail, remedy) : Finding.warn(detail, remedy));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
