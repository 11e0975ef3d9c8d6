package pinpipe.etl.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import pinpipe.etl.io.Sessions;

/** Which credentials for S3 are there, and where they come from. Names are told and values never, not even their length. */
public final class Credentials implements Examination.Look {
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String PROVIDER = "fs.s3a.aws.credentials.provider";
    private static final List<String> ROLES = List.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private final Set<String> buckets;
    private final Predicate<String> settings;
    private final Predicate<String> environment;
    private final boolean profile;

    /** The credentials that this process has for these places. */
    public static Credentials of(Place... places) {
        var given = Sessions.hadoopSettings(places[0].spark());
        Configuration configuration = Sessions.hadoop(given);
        // Hadoop's own files name a list of providers anyhow; what counts is one that somebody has chosen.
        Predicate<String> settings =
                name -> name.equals(PROVIDER) ? given.containsKey(name) : configuration.get(name) != null;
        Set<String> buckets = Stream.of(places)
                .filter(Place::onS3)
                .map(Place::bucket)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        boolean profile = Files.exists(Path.of(System.getProperty("user.home"), ".aws", "credentials"));
        return new Credentials(buckets, settings, Sessions::environmentHas, profile);
    }

    Credentials(Set<String> buckets, Predicate<String> settings, Predicate<String> environment, boolean profile) {
        this.buckets = buckets;
        this.settings = settings;
        this.environment = environment;
        this.profile = profile;
    }

    @Override
    public List<Finding> findings() {
        if (buckets.isEmpty()) {
            return List.of(Finding.ok("none are needed: no URI is on S3"));
        }
        if (environment.test(ID) != environment.test(SECRET)) {
            return List.of(Finding.fail(
                    "%s is in the environment and %s is not"
                            .formatted(environment.test(ID) ? ID : SECRET, environment.test(ID) ? SECRET : ID),
                    "Set both, or neither."));
        }
        List<String> found = found();
        return List.of(
                found.isEmpty()
                        ? Finding.ok("none in settings or environment: the machine's or the platform's role is asked%s"
                                .formatted(
                                        profile
                                                ? " (~/.aws/credentials is there, and read only where " + PROVIDER
                                                        + " says so)"
                                                : ""))
                        : Finding.ok("found %s".formatted(String.join("; ", found))));
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        for (String bucket : buckets) {
            named("fs.s3a.bucket.%s.access.key".formatted(bucket), found);
        }
        named("fs.s3a.access.key", found);
        named(PROVIDER, found);
        if (environment.test(ID)) {
            found.add("in the environment (%s, %s%s)"
                    .formatted(ID, SECRET, environment.test("AWS_SESSION_TOKEN") ? ", AWS_SESSION_TOKEN" : ""));
        }
        if (environment.test("AWS_PROFILE")) {
            found.add("a profile in the environment (AWS_PROFILE; S3A reads it only where " + PROVIDER + " says so)");
        }
        ROLES.stream()
                .filter(environment)
                .map("a role by the environment (%s)"::formatted)
                .forEach(found::add);
        return found;
    }

    private void named(String setting, List<String> found) {
        if (settings.test(setting)) {
            found.add("in the settings (spark.hadoop.%s)".formatted(setting));
        }
    }
}
