package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The launcher's scripts in a project of their own, where Maven, Java and Python are scripts that note what is asked of them. */
final class ProjectCopy {
    private static final List<String> MODULES =
            List.of("command-line", "local-stack", "producer", "etl-jobs", "queries");

    private static final List<String> FILES = List.of(
            "pinpipe",
            "pom.xml",
            "local-stack/demo.sh",
            "local-stack/live-demo.sh",
            "airflow/mwaa/package.sh",
            "airflow/locks/airflow-2.11.txt",
            "airflow/locks/airflow-3.2.txt",
            ".ci/tests.sh");

    /** {@code python3 -m venv FOLDER}, with what is called in it. */
    private static final String VENV = """
            mkdir -p "$3/bin"
            for program in python ruff; do
                printf '#!/bin/sh\\necho "%s $*" >>"%s/maven/pythons"\\n' "$program" "$PWD" >"$3/bin/$program"
                chmod +x "$3/bin/$program"
            done""";

    private static final String BUILDS = """
            for target in {command-line,local-stack,producer}/target {etl-jobs,queries}/target/spark35; do
                module=${target%%/*}
                mkdir -p $target
                touch $target/pinpipe-$module-0.1.0.jar $target/pinpipe-$module-spark35-0.1.0.jar
                echo "$PWD/command-line/target/pinpipe-command-line-0.1.0.jar:$PWD/library.jar" >$target/class-path
            done
            touch library.jar
            """;

    private final Path root;

    private ProjectCopy(Path root) {
        this.root = root;
    }

    /** Makes one in a new folder, with a Maven and a Java of versions that serve. */
    static ProjectCopy in(Path root) throws IOException {
        ProjectCopy copy = new ProjectCopy(root);
        for (String file : FILES) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.copy(Launcher.PROJECT.resolve(file), root.resolve(file));
        }
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.createDirectories(root.resolve(module).resolve("src/test/java"));
        }
        copy.script("java/bin/java", "printf '%s\\n' \"$@\"");
        copy.script("java/bin/javac", "");
        copy.javaIs("17.0.15");
        copy.maven("3.9.9", BUILDS);
        copy.script("maven/python3", VENV);
        return copy;
    }

    Path root() {
        return root;
    }

    /** A jar of the local repository that all modules need. */
    Path library() {
        return root.resolve("library.jar");
    }

    Launcher launcher() {
        return Launcher.in(root)
                .of(root)
                .with("JAVA_HOME", root.resolve("java"))
                .with("PATH", root.resolve("maven") + ":" + System.getenv("PATH"));
    }

    void javaIs(String version) throws IOException {
        Files.writeString(root.resolve("java/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    void mavenIs(String version) throws IOException {
        maven(version, BUILDS);
    }

    /** Lets it do that before it builds. */
    void mavenDoes(String commands) throws IOException {
        maven("3.9.9", commands + "\n" + BUILDS);
    }

    /** The arguments of each call of Maven so far, other than for its version. */
    List<String> builds() throws IOException {
        Path calls = root.resolve("maven/calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** The calls of each venv's programs so far. */
    List<String> pythons() throws IOException {
        return Files.readAllLines(root.resolve("maven/pythons"));
    }

    private void maven(String version, String commands) throws IOException {
        script("maven/mvn", """
                if [[ $1 == -v ]]; then
                    echo 'Apache Maven %s (a commit)'
                    exit
                fi
                echo "$*" >>maven/calls
                %s""".formatted(version, commands));
    }

    private void script(String file, String commands) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/usr/bin/env bash\n" + commands + "\n");
        if (!path.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + path + " executable");
        }
    }
}
