package pinpipe.etl.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/**
 * Puts what a store says against us into sentences. S3A's exceptions are told apart by their names, since its classes are
 * not on every class path; of what it says, only what comes before the names of classes and requests is passed on.
 */
public final class StoreFailures {
    /** Comes between an object's path and the reason: how an error that Spark passed on is known again. */
    public static final String COULD_NOT_BE_READ = " could not be read";

    /** The same between a folder and the reason. */
    public static final String COULD_NOT_BE_LISTED = " could not be listed";

    private static final Set<String> NO_BUCKET = Set.of("UnknownStoreException", "NoSuchBucketException");
    private static final Set<String> NO_CREDENTIALS = Set.of("NoAuthWithAWSException", "NoAwsCredentialsException");
    private static final Pattern BUCKET = Pattern.compile("s3a?://([^/\\s'`:]+)");
    private static final Pattern PLACE = Pattern.compile("s3a?://[^\\s'`:]+");
    private static final Pattern STATUS = Pattern.compile("Status Code: (\\d+)");

    /** What an error is about, in our words, in S3A's ("open on s3a://…: ") and in Spark's ("reading file s3a://…"). */
    private static final Pattern OBJECT = Pattern.compile(
            "(?:^|: )(?=\\S+ could not be (?:read|listed))(\\S+)| (?:on|file) ((?!https?:)[a-z0-9]+:/[^\\s'`:]+[^\\s'`:.])");

    private static final Pattern SERVER = Pattern.compile("[Cc]onnect to (\\S+)");

    private final String cannot;
    private final Throwable error;
    private final List<Throwable> causes;

    private StoreFailures(String does, Throwable error) {
        this.cannot = "Cannot " + does + ": ";
        this.error = error;
        this.causes = new ArrayList<>(Causes.of(error).toList());
        Collections.reverse(causes); // what stands above quotes what stands below, with its own words around it
    }

    /** The sentence, or null if it is no error of a store. */
    static Failure explain(String does, Throwable error) {
        StoreFailures failures = new StoreFailures(does, error);
        for (Throwable cause : failures.causes) {
            Failure failure = failures.of(cause);
            if (failure != null) {
                return failure;
            }
        }
        return failures.answeredWithError();
    }

    /** What a store, or what reads from it, says in few words: with the status of its answer if there is one. */
    public static String reason(Throwable error) {
        Throwable root = Causes.root(error);
        if (!root.getClass().getName().startsWith("software.amazon.")) {
            return shortly(error);
        }
        Matcher status = STATUS.matcher(Causes.firstLine(root));
        return (status.find() ? status.group(1) + ": " : "") + shortly(root).replaceFirst("\\.$", "");
    }

    /** An error that S3A passes on and nothing else explains: too many requests, an error inside the store. */
    private Failure answeredWithError() {
        return causes.stream().noneMatch(cause -> cause.getClass().getName().startsWith("org.apache.hadoop.fs.s3a."))
                ? null
                : Failure.broken(
                        "%sthe object store answers%s with an error (%s). Try again; if it stays, look at the store."
                                .formatted(cannot, about(), reason(error)),
                        error);
    }

    private String about() {
        String object = found(OBJECT);
        return object == null ? "" : " about " + object;
    }

    private Failure of(Throwable cause) {
        if (cause instanceof UnsupportedFileSystemException) {
            return asked(
                    "%s. Name a local path, or a URI that begins with file:, s3a: or s3:.".formatted(shortly(cause)));
        }
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SocketTimeoutException) {
            return noAnswer(cause);
        }
        if (cause instanceof IllegalArgumentException && shortly(cause).equals("bucket is null/empty")) {
            return asked(
                    "a URI names no bucket that may exist. Say s3a://BUCKET/FOLDER, the bucket without capitals and _.");
        }
        Failure permission = permission(cause);
        return permission != null ? permission : missing(cause);
    }

    private Failure noAnswer(Throwable cause) {
        boolean ofStore = causes.stream()
                .anyMatch(each -> each.getClass().getName().startsWith("software.amazon.")
                        || each.getClass().getName().startsWith("org.apache.hadoop."));
        String server = found(SERVER);
        String which = server == null ? " does not answer" + about() : " at %s does not answer".formatted(server);
        return !ofStore
                ? null
                : Failure.broken(
                        "%sthe object store%s (%s). Check that it runs and that AWS_ENDPOINT_URL_S3 is its address, then try again."
                                .formatted(cannot, which, noConnection(cause)),
                        error);
    }

    private static String noConnection(Throwable cause) {
        return cause instanceof UnknownHostException ? "unknown host " + shortly(cause) : shortly(cause);
    }

    private Failure permission(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        String said = shortly(cause);
        if (NO_CREDENTIALS.contains(kind)) {
            return asked(
                    "no AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run it where an instance role gives them.");
        }
        if (kind.equals("AccessDeniedException") && found(PLACE) != null) {
            return asked(
                    "the object store does not let us use %s. Check the AWS credentials, and what they permit there."
                            .formatted(found(PLACE)));
        }
        if (kind.endsWith("AccessDeniedException")
                || kind.equals("AccessControlException")
                || said.endsWith("(Permission denied)")) {
            return asked("no permission (%s). Give this user the right to read and write there.".formatted(said));
        }
        if (said.contains("Mkdirs failed to create") || said.startsWith("[DELTA_CANNOT_CREATE_LOG_PATH]")) {
            return asked(
                    "no folder can be made there (%s). Name another place, or give this user the right to write in it."
                            .formatted(said.replaceFirst("^\\[\\w+] ", "")));
        }
        return null;
    }

    private Failure missing(Throwable cause) {
        String said = shortly(cause);
        if (NO_BUCKET.contains(cause.getClass().getSimpleName())) {
            return asked("there is no bucket %s. Check the URI, or make the bucket.".formatted(found(BUCKET)));
        }
        if (cause instanceof ParentNotDirectoryException
                || cause instanceof FileAlreadyExistsException
                || said.endsWith("(Not a directory)")) {
            return asked("a file is where a folder must be (%s). Name another folder.".formatted(said));
        }
        if (cause instanceof IOException && (said.contains(COULD_NOT_BE_READ) || said.contains(COULD_NOT_BE_LISTED))) {
            return Failure.broken(cannot + said + ". Look at it there, then try again.", error);
        }
        if (said.startsWith("[PATH_NOT_FOUND]")) {
            return gone(said.replaceFirst("^\\[\\w+] ", ""));
        }
        if (cause instanceof FileNotFoundException) {
            return gone(said);
        }
        return null;
    }

    private Failure gone(String said) {
        return Failure.broken(
                "%sa file has gone (%s). Look whether something deletes there, then try again.".formatted(cannot, said),
                error);
    }

    private Failure asked(String whyAndRemedy) {
        return Failure.askedWrongly(cannot + whyAndRemedy, error);
    }

    /** The group that is there, or else all, of what the innermost cause that matches says. */
    private String found(Pattern pattern) {
        for (Throwable cause : causes) {
            Matcher matcher = pattern.matcher(Causes.firstLine(cause));
            if (matcher.find()) {
                return IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(matcher::group);
            }
        }
        return null;
    }

    private static String shortly(Throwable cause) {
        return Causes.firstLine(cause).replaceFirst(":? \\(?(software\\.amazon\\.|Service: ).*", "");
    }
}
