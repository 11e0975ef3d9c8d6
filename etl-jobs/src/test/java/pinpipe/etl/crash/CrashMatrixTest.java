package pinpipe.etl.crash;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a real process, killed at every point and at every pair of points. */
@Tag("once")
class CrashMatrixTest {
    @TempDir
    Path folder;

    @Test
    void aRunMayBeKilledAnywhere() throws Exception {
        matrix().runKilledOnce();
    }

    @Test
    @Tag("long")
    void aRunMayBeKilledAnywhereAndAgainAnywhere() throws Exception {
        matrix().run();
    }

    private CrashMatrix matrix() {
        return CrashMatrix.of("pinpipe.tables.UserTable#USER", folder)
                .before(List.of(aged(1, 30), aged(2, 30), aged(3, 30), "not json", aged(4, 30)))
                .after(List.of(
                        aged(1, 31), // updated
                        aged(2, 30), // unchanged, and told
                        "{\"ind\":3,\"_deleted\":true}",
                        aged(5, 30), // inserted
                        "{\"ind\":6,\"age\":200}", // rejected
                        aged(5, 31),
                        "also not json"));
    }

    private static String aged(int ind, int age) {
        return "{\"ind\":%d,\"first_name\":\"Ada\",\"age\":%d,\"date_joined\":\"2020-01-01T00:00:00\"}"
                .formatted(ind, age);
    }
}
