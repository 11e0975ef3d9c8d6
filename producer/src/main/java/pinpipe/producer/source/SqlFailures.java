package pinpipe.producer.source;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/** Puts what the database says against us into sentences. */
record SqlFailures(Credentials credentials, Login login) {
    private static final int ACCESS_DENIED_TO_DATABASE = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final Set<Integer> NO_SUCH_TABLE = Set.of(1051, 1146);
    private static final Set<Integer> ACCESS_DENIED_TO_TABLE = Set.of(1142, 1143);
    /** The server shuts down (1053), or somebody has killed the connection (1927, 3169). */
    private static final Set<Integer> LAST_WORDS = Set.of(1053, 1927, 3169);

    private static final String CONNECTION_STATES = "08";

    /** While connecting. */
    Failure connecting(SQLException e) {
        String where = "Cannot produce from " + credentials.where() + ": ";
        return switch (e.getErrorCode()) {
            case ACCESS_DENIED -> Failure.askedWrongly(where + denied().formatted(credentials.user()), e);
            case ACCESS_DENIED_TO_DATABASE, UNKNOWN_DATABASE ->
                Failure.askedWrongly(
                        where
                                + "there is no such database, or user '%s' may not use it. Mend DATABASE in the credentials file or grant SELECT there."
                                        .formatted(credentials.user()),
                        e);
            default ->
                isConnection(e)
                        ? Failure.broken(
                                where
                                        + "the database does not answer (%s). Check HOST and PORT in the credentials file and that the server runs, then try again."
                                                .formatted(reason(e)),
                                e)
                        : Failure.broken(where + Causes.firstLine(e) + ". Check the server, then try again.", e);
        };
    }

    private String denied() {
        return login == Login.PASSWORD
                ? "the server does not accept user '%s' with this password. Mend USER and PASSWORD in the credentials file."
                : "the server does not accept user '%s' with a token of IAM. Make the user one of AWSAuthenticationPlugin, allow rds-db:connect, or mend --region.";
    }

    /** While reading a table. */
    Failure reading(PostTable table, SQLException e) {
        String what = "Cannot produce " + table.name() + ": ";
        if (NO_SUCH_TABLE.contains(e.getErrorCode())) {
            return Failure.askedWrongly(
                    what
                            + "database %s has no such table. Mend DATABASE in the credentials file or load the table."
                                    .formatted(credentials.where()),
                    e);
        }
        if (ACCESS_DENIED_TO_TABLE.contains(e.getErrorCode())) {
            return Failure.askedWrongly(
                    what + "user '%s' may not read it. Grant it SELECT there.".formatted(credentials.user()), e);
        }
        if (isConnection(e)) {
            return Failure.broken(
                    what
                            + "the connection to %s broke (%s). Check that the server runs, then try again."
                                    .formatted(credentials.where(), reason(e)),
                    e);
        }
        return Failure.broken(
                what
                        + "the database says: %s. Run it again with --verbose for where it came from."
                                .formatted(Causes.firstLine(e)),
                e);
    }

    /**
     * States of class 08 say that there is no connection (any more), as do some words of a server that goes. In the middle
     * of a stream the driver gives what befell it no state at all.
     */
    static boolean isConnection(Throwable e) {
        return e instanceof SQLException
                && Causes.of(e)
                        .anyMatch(cause -> cause instanceof IOException
                                || (cause instanceof SQLException sql && saysThatItGoes(sql)));
    }

    private static boolean saysThatItGoes(SQLException e) {
        return LAST_WORDS.contains(e.getErrorCode())
                || (e.getSQLState() != null && e.getSQLState().startsWith(CONNECTION_STATES));
    }

    private static String reason(SQLException e) {
        Throwable root = Causes.root(e);
        return root instanceof UnknownHostException ? "no such host" : Causes.firstLine(root);
    }
}
