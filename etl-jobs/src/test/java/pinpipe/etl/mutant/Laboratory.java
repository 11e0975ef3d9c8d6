package pinpipe.etl.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import pinpipe.etl.LocalSpark;

/** Makes mutants in a folder of their own, beside the compiled code and never in it, and lets a test judge them. */
final class Laboratory {
    private static final Path SOURCES = Path.of("src/main/java/pinpipe/etl");
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final long MOST_SECONDS = 180;

    private final Path folder;

    Laboratory(Path folder) {
        this.folder = folder;
    }

    /** How the test ended that runs against the mutant, as {@link Verdict}, and all that it printed. */
    record Judged(Verdict verdict, String printed) {}

    Judged judged(Mutant mutant) throws IOException, InterruptedException {
        Path classes = compiled(changed(mutant));
        Path printed = folder.resolve("printed");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalSpark.jvmOptions());
        command.addAll(List.of("-cp", classes + File.pathSeparator + CLASS_PATH, OneTest.class.getName()));
        command.add(mutant.caughtBy());
        Process test = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(test.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("%s ended within %d s", mutant.caughtBy(), MOST_SECONDS)
                    .isTrue();
        } finally {
            test.destroyForcibly();
        }
        return new Judged(Verdict.ofExit(test.exitValue()), Files.readString(printed));
    }

    private List<Path> changed(Mutant mutant) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Mutant.Change change : mutant.changes()) {
            String source = sources.containsKey(change.file())
                    ? sources.get(change.file())
                    : Files.readString(SOURCES.resolve(change.file()));
            assertThat(source.split(java.util.regex.Pattern.quote(change.code()), -1))
                    .as(
                            "the code that \"%s\" changes stands once in %s; if it was rewritten, change the mutant too",
                            mutant, change.file())
                    .hasSize(2);
            sources.put(change.file(), source.replace(change.code(), change.instead()));
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        return files;
    }

    private Path compiled(List<Path> files) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", CLASS_PATH, "-d", classes.toString());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            assertThat(compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                            .call())
                    .as("the mutant compiles")
                    .isTrue();
        }
        return classes;
    }
}
