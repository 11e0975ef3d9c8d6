package pinpipe.producer.source;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import pinpipe.cli.Failure;

/**
 * Reads {@code db_creds.yaml}.
 *
 * <p>Values are taken as they are written: a password {@code 0123} or {@code yes} is no number and no truth. YAML's own
 * error messages quote the lines around the error, which may hold the password, so they are never passed on.
 */
public final class CredentialsFile {
    private CredentialsFile() {}

    /**
     * The credentials in a file.
     *
     * @param login what lets us in: with tokens it needs no PASSWORD
     * @throws Failure asked wrongly, naming all problems at once
     */
    public static Credentials read(Path path, Login login) {
        List<String> problems = new ArrayList<>();
        Map<String, String> entries = entries(path, problems);
        Credentials credentials = problems.isEmpty() ? Credentials.from(entries, login, problems) : null;
        if (credentials == null) {
            throw failure(path, String.join("; ", problems));
        }
        return credentials;
    }

    /** A sentence for people if others on this machine may read the file; none where a file system has no such rights. */
    static Optional<String> exposed(Path path) {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)
                    ? Optional.of("Everybody on this machine may read the password in %1$s. Do: chmod 600 %1$s"
                            .formatted(path))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> entries(Path path, List<String> problems) {
        Node document = document(path);
        Map<String, String> entries = new TreeMap<>();
        if (!(document instanceof MappingNode mapping)) {
            problems.add("it is not a list of `NAME: value` lines");
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)
                    || !(entry.getValueNode() instanceof ScalarNode value)) {
                problems.add("line %d is not `NAME: value`"
                        .formatted(entry.getKeyNode().getStartMark().getLine() + 1));
            } else if (entries.put(name.getValue(), value.getValue()) != null) {
                problems.add(name.getValue() + " stands there twice");
            }
        }
        return entries;
    }

    private static Node document(Path path) {
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (NoSuchFileException e) {
            throw failure(path, "there is no such file");
        } catch (IOException e) {
            throw failure(
                    path,
                    "it cannot be opened as UTF-8 text (%s)"
                            .formatted(e.getClass().getSimpleName()));
        } catch (MarkedYAMLException e) {
            throw failure(
                    path, "line %d is not YAML".formatted(e.getProblemMark().getLine() + 1));
        } catch (YAMLException e) {
            throw failure(path, "it is not YAML");
        }
    }

    private static Failure failure(Path path, String why) {
        return Failure.askedWrongly(
                "Cannot read the credentials in %s: %s. Give it the lines HOST, USER, PASSWORD, DATABASE and, if it is not 3306, PORT, each `NAME: value`."
                        .formatted(path, why));
    }
}
