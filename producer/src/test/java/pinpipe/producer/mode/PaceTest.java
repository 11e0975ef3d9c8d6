package pinpipe.producer.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pinpipe.producer.source.Numbers;

class PaceTest {
    @Test
    void unlessToldAPauseIsNothingOrASecond() {
        Iterator<Long> pauses = Pace.zeroOrOneSecond(new Random(1)).pauses();

        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(pauses.next());
        }

        assertThat(seen).containsExactlyInAnyOrder(0L, Pace.SECOND);
    }

    @Test
    void aSlowPostIsMadeUpFor() {
        AtomicLong now = new AtomicLong(1_000);
        Iterator<Long> pauses = Pace.perSecond(4, now::get).pauses();

        assertThat(pauses.next()).isEqualTo(Pace.SECOND / 4);
        now.addAndGet(Pace.SECOND * 3 / 8);
        assertThat(pauses.next()).isEqualTo(Pace.SECOND / 8);
        now.addAndGet(Pace.SECOND);
        assertThat(pauses.next()).isZero();
    }

    @Test
    void aNumberIsDrawnFromAllAndTheSeedDecidesWhich() {
        Set<Long> drawn = new HashSet<>();
        Random one = new Random(7);
        Random same = new Random(7);
        for (int i = 0; i < 200; i++) {
            long number = new Numbers(3, 6).drawn(one);
            assertThat(number).isEqualTo(new Numbers(3, 6).drawn(same));
            drawn.add(number);
        }

        assertThat(drawn).containsExactlyInAnyOrder(3L, 4L, 5L, 6L);
        assertThat(new Numbers(Long.MAX_VALUE, Long.MAX_VALUE).drawn(one)).isEqualTo(Long.MAX_VALUE);
    }
}
