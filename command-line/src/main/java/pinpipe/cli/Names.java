package pinpipe.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The names of settings: which exist, and which one somebody may have meant. */
public final class Names {
    /**
     * All that may stand in {@code pipeline.yaml} or in the environment. The file serves every command, so a name is
     * right if any command has it. {@code format} is not among them: three commands mean three things by it.
     */
    static final List<String> SETTINGS = List.of(
            "acknowledge-timeout",
            "api-key-header",
            "body-limit",
            "bootstrap-servers",
            "count",
            "credentials",
            "delivery-timeout",
            "grace",
            "gzip",
            "in-flight",
            "join-years",
            "kafka-config",
            "landing",
            "max-refused",
            "max-refused-share",
            "mode",
            "offset-gaps",
            "output",
            "partitions",
            "post-years",
            "prefix",
            "rate",
            "read",
            "records-per-object",
            "region",
            "replication-factor",
            "report",
            "seed",
            "sign",
            "tls-keystore",
            "to",
            "url",
            "warehouse");

    private Names() {}

    /** True if some command has a setting of that name. */
    static boolean exists(String name) {
        return SETTINGS.contains(name);
    }

    /** " (did you mean x?)" for the known name nearest to what was written, or nothing where none is near. */
    static String nearest(String written, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .filter(name -> distance(written, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(written, name)));
        return nearest.map(" (did you mean %s?)"::formatted).orElse("");
    }

    /** How many letters must be put in, left out or changed to make one word the other (Levenshtein 1965). */
    public static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
