package pinpipe.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
            "checkpoint",
            "columns",
            "count",
            "credentials",
            "deletion-vectors",
            "delivery-timeout",
            "endpoint",
            "every",
            "from",
            "grace",
            "gzip",
            "in-flight",
            "join-years",
            "kafka-config",
            "keep-days",
            "kinesis-source",
            "landing",
            "login",
            "max-rejected",
            "max-rejected-share",
            "metrics-port",
            "mode",
            "offset-gaps",
            "output",
            "overlap",
            "partitions",
            "post-years",
            "prefix",
            "rate",
            "read",
            "records-per-batch",
            "records-per-object",
            "region",
            "replication-factor",
            "report",
            "resume",
            "seed",
            "settle",
            "shared-stream",
            "sign",
            "state",
            "stream-layout",
            "streams-to",
            "tables",
            "tls",
            "tls-keystore",
            "to",
            "trigger",
            "until-idle",
            "updated-at",
            "url",
            "warehouse",
            "where",
            "within-minutes");

    /** What else may stand in the file, and is not read here: the section of the scheduler, whose code checks it. */
    private static final Set<String> SECTIONS = Set.of("airflow");

    private Names() {}

    /** True if some command has a setting of that name. */
    static boolean exists(String name) {
        return SETTINGS.contains(name);
    }

    /** True if it may stand in the settings file. */
    static boolean mayStandInFile(String name) {
        return exists(name) || SECTIONS.contains(name);
    }

    /** " (did you mean x?)" for the known name nearest to what was written, or nothing where none is near. */
    static String nearest(String written, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .filter(name -> distance(written, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(written, name)));
        return nearest.map(" (did you mean %s?)"::formatted).orElse("");
    }

    /**
     * How many letters must be put in, left out, changed, or exchanged with the next one to make one word the other
     * (Damerau 1964, each pair of letters exchanged once).
     */
    public static int distance(String one, String other) {
        int[][] apart = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    apart[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                apart[i][j] = Math.min(apart[i - 1][j - 1] + change, Math.min(apart[i - 1][j], apart[i][j - 1]) + 1);
                if (i > 1 && j > 1 && one.regionMatches(i - 2, swapped(other, j), 0, 2)) {
                    apart[i][j] = Math.min(apart[i][j], apart[i - 2][j - 2] + 1);
                }
            }
        }
        return apart[one.length()][other.length()];
    }

    /** The two letters that end there, the second one first. */
    private static String swapped(String word, int end) {
        return "" + word.charAt(end - 1) + word.charAt(end - 2);
    }
}
