package pinpipe.producer.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final Progress progress = new ProgressLines(lines::add, now::get);

    @Test
    void thereIsALineEveryTenSeconds() {
        progress.begin("user_data", "rows", 5_000);
        for (int i = 0; i < 2_500; i++) {
            now.addAndGet(Pace.SECOND / 100);
            progress.step();
        }
        progress.end();

        assertThat(lines).containsExactly("user_data: 1,000 of 5,000 rows", "user_data: 2,000 of 5,000 rows");
    }

    @Test
    void whatHasNoEndHasNoTotal() {
        progress.begin("emulation", "posts", Long.MAX_VALUE);
        now.set(10 * Pace.SECOND);
        progress.step();

        assertThat(lines).containsExactly("emulation: 1 posts");
    }
}
