package pinpipe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

class LocalStackTest {
    @TempDir
    Path folder;

    @Test
    void twoStandSideBySideAndLeaveNoProcessBehind() throws Exception {
        try (LocalStack one = LocalStack.start(folder.resolve("one"));
                LocalStack other = LocalStack.start(folder.resolve("other"))) {
            assertThat(Stream.of(one, other).flatMap(LocalStackTest::addresses)).doesNotHaveDuplicates();
            try (Connection first = one.database().connect();
                    Connection second = other.database().connect()) {
                assertThat(first.isValid(5)).isTrue();
                assertThat(second.isValid(5)).isTrue();
            }
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void oneThatDoesNotStartStopsTheOthers() throws Exception {
        Files.writeString(folder.resolve("broker"), "where its folder should be");

        assertThatThrownBy(() -> LocalStack.start(folder))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.BROKEN))
                .hasMessageStartingWith("Cannot start the broker: ");

        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Stream<String> addresses(LocalStack stack) {
        return Stream.of(
                stack.database().jdbcUrl(),
                stack.broker().bootstrapServers(),
                stack.objectStore().endpoint().toString());
    }
}
