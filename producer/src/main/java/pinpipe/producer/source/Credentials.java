package pinpipe.producer.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the database is and who asks. The password is in no text that this makes.
 *
 * @param port between 1 and 65535
 */
public record Credentials(String host, int port, String user, String password, String database) {
    private static final int USUAL_PORT = 3306;

    /**
     * Takes them from a file's entries, names in capitals with or without {@code RDS_} before them.
     *
     * @param login with tokens there need be no password
     * @param problems receives everything that is wrong, as the words after "Cannot read …:"
     */
    static Credentials from(Map<String, String> entries, Login login, List<String> problems) {
        Credentials credentials = new Credentials(
                required("HOST", entries, problems),
                port(entries, problems),
                required("USER", entries, problems),
                login == Login.RDS_IAM ? "" : given("PASSWORD", entries, problems),
                required("DATABASE", entries, problems));
        return problems.isEmpty() ? credentials : null;
    }

    /** The database for people, such as {@code pinterest at db.example.com:3306}. */
    public String where() {
        return "%s at %s:%d".formatted(database, host, port);
    }

    @Override
    public String toString() {
        return "Credentials[%s, user %s, password hidden]".formatted(where(), user);
    }

    private static String required(String name, Map<String, String> entries, List<String> problems) {
        String value = given(name, entries, problems);
        if (value != null && value.isBlank()) {
            problems.add(name + " is empty");
        }
        return value;
    }

    private static String given(String name, Map<String, String> entries, List<String> problems) {
        String value = entry(name, entries, problems);
        if (value == null) {
            problems.add("%s (or RDS_%s) is missing".formatted(name, name));
        }
        return value;
    }

    private static int port(Map<String, String> entries, List<String> problems) {
        String written = entry("PORT", entries, problems);
        if (written == null || written.isBlank()) {
            return USUAL_PORT;
        }
        if (written.matches("\\d{1,5}")) {
            int port = Integer.parseInt(written);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        problems.add("PORT must be a whole number between 1 and 65535, was '%s'".formatted(written));
        return USUAL_PORT;
    }

    private static String entry(String name, Map<String, String> entries, List<String> problems) {
        List<String> values = new ArrayList<>();
        for (String spelling : List.of(name, "RDS_" + name)) {
            if (entries.containsKey(spelling)) {
                values.add(entries.get(spelling));
            }
        }
        if (values.size() == 2 && !values.get(0).equals(values.get(1))) {
            problems.add("%s and RDS_%s say different things".formatted(name, name));
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
