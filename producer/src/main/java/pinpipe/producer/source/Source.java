package pinpipe.producer.source;

import java.util.Collection;
import java.util.List;
import pinpipe.cli.Failure;
import pinpipe.producer.row.PostTable;

/** The database that the rows are read from. */
public final class Source implements AutoCloseable {
    private final Session session;
    private final List<SourceTable> tables;

    private Source(Session session, List<SourceTable> tables) {
        this.session = session;
        this.tables = tables;
    }

    /**
     * Connects, and finds out how each table is ordered.
     *
     * @throws Failure broken if the database does not answer in time; asked wrongly if it refuses this user or lacks a
     *     database, table or column
     */
    public static Source open(Credentials credentials, Tls tls, Collection<PostTable> tables, Selection selection) {
        return open(new Session(credentials, Login.PASSWORD, credentials::password, tls), tables, selection);
    }

    /** As the other one, with the tokens of {@link RdsToken} for a password. */
    static Source open(RdsToken token, Tls tls, Collection<PostTable> tables, Selection selection) {
        return open(new Session(token.database(), Login.RDS_IAM, token, tls), tables, selection);
    }

    private static Source open(Session session, Collection<PostTable> tables, Selection selection) {
        try {
            session.connect();
            return new Source(
                    session,
                    tables.stream()
                            .map(table -> SourceTable.of(table, selection, session))
                            .toList());
        } catch (Failure failure) {
            session.close();
            throw failure;
        }
    }

    /** The tables, in the order they were asked for. */
    public List<SourceTable> tables() {
        return tables;
    }

    /** True if this is what a connection that broke, or does not come about, ended in. */
    public boolean isLost(Failure failure) {
        return SqlFailures.isConnection(failure.getCause());
    }

    /**
     * Connects anew; what was being read is lost.
     *
     * @throws Failure as {@link #open} does
     */
    public void reconnect() {
        session.connect();
    }

    @Override
    public void close() {
        session.close();
    }
}
