package pinpipe.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when the command line does not give it: the environment
 * ({@code --max-rejected-share} is {@code PINPIPE_MAX_REJECTED_SHARE}), then {@code pipeline.yaml}
 * ({@code max-rejected-share: 0.1}), then the option's own default.
 */
final class Settings implements IDefaultValueProvider {
    /** The file that is read where none is named, if it lies in the working directory. */
    static final Path USUAL_FILE = Path.of("pipeline.yaml");

    private final Map<String, String> environment;
    private final Map<String, String> file;

    Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    /** The settings of a YAML file, values as text. */
    static Map<String, String> read(Path path) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            Map<String, String> settings = new TreeMap<>();
            if (document instanceof Map<?, ?> map) {
                map.forEach((name, value) -> settings.put(String.valueOf(name), value == null ? "" : value.toString()));
            } else if (document != null) {
                throw new YAMLException("it is not a list of `name: value` lines");
            }
            return settings;
        } catch (IOException | YAMLException e) {
            throw Failure.askedWrongly(
                    "Cannot read the settings in %s: %s. Mend the file or name another with --settings."
                            .formatted(path, Causes.firstLine(e)),
                    e);
        }
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || !Names.exists(option.longestName().substring(2))) {
            return null;
        }
        String name = option.longestName().substring(2);
        String variable = "PINPIPE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return environment.getOrDefault(variable, file.get(name));
    }
}
