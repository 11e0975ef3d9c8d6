package pinpipe.producer.source;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.row.PostTable;

/** The options that say where rows come from and which. */
public final class SourceOptions {
    @Option(
            names = "--credentials",
            required = true,
            paramLabel = "FILE",
            description = "Where the database is and who asks: a YAML file with HOST, USER, PASSWORD, DATABASE and PORT"
                    + " (or RDS_HOST and so on); without PORT it is 3306.")
    private Path credentials;

    @Option(
            names = "--tls",
            paramLabel = "preferred|required|verify",
            defaultValue = "preferred",
            description = "The way to the database: encrypted if it can be, always, or always and by the host that"
                    + " HOST names (${DEFAULT-VALUE}).")
    private Tls tls;

    @Option(
            names = "--login",
            paramLabel = "password|rds-iam",
            defaultValue = "password",
            description =
                    "What lets us in: the password of the file, or a token of IAM that is made for each connection"
                            + " to RDS with the usual AWS credentials, always encrypted (${DEFAULT-VALUE}).")
    private Login login;

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "NAME",
            description = "Tables or views of the database; unless given, the three of the posts. Others have topics"
                    + " named after them, UID.NAME.")
    private List<String> tables;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Only these columns, in this order; each of the tables must have them.")
    private List<String> columns;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Only rows for which it holds: \"column operator value\" with =, !=, <, <=, >, >=, like, or"
                    + " \"column is null\". Given more than once, all must hold.")
    private List<String> where;

    /** What is wrong with them. */
    public void check(List<String> problems) {
        Set<String> topics = new HashSet<>();
        for (PostTable table : tables()) {
            if (!table.kind().matches("[A-Za-z0-9._-]{1,64}")) {
                problems.add("--tables: no topic can be named after '%s'".formatted(table.name()));
            }
            if (!topics.add(table.kind().toLowerCase(Locale.ROOT))) {
                problems.add("--tables: two tables would share the topic of '%s'".formatted(table.name()));
            }
        }
        problems.addAll(selection().problems());
    }

    /** The tables that are wanted, in their order. */
    public List<PostTable> tables() {
        return tables == null
                ? PostTable.ALL
                : tables.stream().map(String::strip).map(PostTable::named).toList();
    }

    /**
     * Who asks whom; reads the file.
     *
     * @param said receives a warning if others may read it, too
     */
    public Credentials credentials(Consumer<String> said) {
        Credentials read = CredentialsFile.read(credentials, login);
        if (login == Login.PASSWORD) {
            CredentialsFile.exposed(credentials).ifPresent(said);
        }
        return read;
    }

    /** Opens the database. RDS takes a token on an encrypted way alone. */
    public Source open(Credentials asking, AwsAccess aws) {
        if (login == Login.PASSWORD) {
            return Source.open(asking, tls, tables(), selection());
        }
        Tls encrypted = tls == Tls.PREFERRED ? Tls.REQUIRED : tls;
        return Source.open(RdsToken.of(aws, asking), encrypted, tables(), selection());
    }

    private Selection selection() {
        List<String> wanted = Objects.requireNonNullElse(columns, List.of());
        return new Selection(wanted.stream().map(String::strip).toList(), Objects.requireNonNullElse(where, List.of()));
    }
}
