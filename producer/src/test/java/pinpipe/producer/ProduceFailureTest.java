package pinpipe.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pinpipe.cli.Exit;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;

class ProduceFailureTest extends ProduceCalls {
    private static final String NOT_THE_PASSWORD = "not-the-passw0rd";

    ProduceFailureTest(Database database, Broker broker) {
        super(database, broker);
    }

    @Test
    void aWrongPasswordIsAskedWronglyAndShownNowhere() throws IOException {
        assertThat(produce(
                        "--credentials",
                        credentials(Map.of("PASSWORD", NOT_THE_PASSWORD)),
                        "--to",
                        "console",
                        "--verbose"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .endsWith("the server does not accept user 'pinpipe' with this password."
                        + " Mend USER and PASSWORD in the credentials file.\n")
                .contains("\tat ")
                .doesNotContain(NOT_THE_PASSWORD);
    }

    @Test
    void anUnknownDatabaseIsAskedWrongly() throws IOException {
        assertThat(produce("--credentials", credentials(Map.of("DATABASE", "instagram")), "--to", "console"))
                .isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot produce from instagram at 127.0.0.1:")
                .contains("there is no such database, or user 'pinpipe' may not use it.")
                .hasLineCount(1);
    }

    @Test
    void aMissingTableIsAskedWronglyAndNoTopicIsMade() throws SQLException {
        tables.run("DROP TABLE user_data");

        assertThat(snapshot()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .startsWith("Cannot produce user_data: database pinterest at ")
                .contains("has no such table.");
        assertThat(out()).isEmpty();
    }

    @Test
    @Timeout(30)
    void aBrokerThatTakesTheCallAndSaysNothingIsNotWaitedForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            String server = "127.0.0.1:" + silent.getLocalPort();

            assertThat(snapshot("--bootstrap-servers", server)).isEqualTo(Exit.BROKEN);
            assertThat(err())
                    .isEqualTo(("Cannot produce to %s: no broker answers; at most 15 s are waited. Check"
                                    + " --bootstrap-servers, that the broker runs, and that --kafka-config speaks its"
                                    + " protocol, then try again.\n")
                            .formatted(server));
        }
    }

    @Test
    void whatKafkaCannotGrantIsAskedWrongly() {
        assertThat(snapshot("--replication-factor", "3")).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(err())
                .contains("Mend --prefix, --partitions or --replication-factor.")
                .hasLineCount(1);
    }
}
