package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static pinpipe.tables.UserTable.USER;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pinpipe.cli.Failure;
import pinpipe.etl.Fixture;
import pinpipe.etl.Warehouse;
import pinpipe.etl.io.Lease;

/** Two runs of one table at once: while one stands at each of its steps, another one comes. */
@Tag("once")
class TwoRunsTest {
    @TempDir
    Path folder;

    private final Fixture user = new Fixture("user");

    @Test
    void whoeverComesSecondIsToldWhoHoldsTheTable() {
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        Path landing = landing();
        List<Milestone> steps = new ArrayList<>();

        warehouse.clean(USER, landing, Clock.systemUTC(), reached -> {
            assertThatThrownBy(() -> warehouse.clean(USER, landing))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("Cannot clean user: test ")
                    .hasMessageContaining(" holds it until ");
            steps.add(reached);
        });

        assertThat(steps).containsExactly(Milestone.values());
        mustBeRight(warehouse);
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatSleptUntilItsLeaseRanOutLeavesTheTableToTheOther(Milestone step) {
        Warehouse warehouse = new Warehouse(folder.resolve("w"));
        Path landing = landing();
        SleepyClock clock = new SleepyClock();
        List<Report> reports = new ArrayList<>();

        Throwable woken = catchThrowable(() -> warehouse.clean(USER, landing, clock, reached -> {
            if (reached == step) {
                clock.now = clock.now.plus(Lease.TIME).plusSeconds(1);
                reports.addAll(warehouse.clean(USER, landing, clock, other -> {}));
            }
        }));

        if (step == Milestone.ENDED) {
            assertThat(woken).isNull();
            assertThat(reports).extracting(Report::status).containsExactly("nothing_new");
        } else {
            assertThat(woken).isInstanceOf(Failure.class).hasMessageContaining("the lease on it ran out at ");
            assertThat(reports).extracting(Report::status).containsExactly("committed");
        }
        mustBeRight(warehouse);
    }

    private Path landing() {
        return user.land(folder.resolve("l"), 0, user.landed(), 10_000);
    }

    private void mustBeRight(Warehouse warehouse) {
        assertThat(warehouse.rows("user")).isEqualTo(user.clean());
        assertThat(warehouse.quarantine("user").count())
                .isEqualTo(user.rejected().size());
        assertThat(warehouse.rows("_runs/user"))
                .extracting(row -> row.get("status").asText())
                .containsExactly("planned", "committed");
    }

    /** A clock that stands still until the test puts it forward. */
    private static final class SleepyClock extends Clock {
        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
