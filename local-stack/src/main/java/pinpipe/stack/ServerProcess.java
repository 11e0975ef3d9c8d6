package pinpipe.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;

/** A server that runs as a process of its own, with its log in a file. */
final class ServerProcess {
    // A busy machine of two cores has been seen to need 40 s for what takes 2 s on a quiet one.
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int ASK_AGAIN_MILLIS = 50;

    /** How long a question whether a server is ready may wait for its answer. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts it; both of its output streams go to the log. The name stands in error sentences, as in {@code database}. */
    static ServerProcess start(String name, ProcessBuilder command, Path log) {
        try {
            command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return new ServerProcess(name, log, command.start());
        } catch (IOException e) {
            throw Failure.broken(
                    "Cannot start the %s: %s. Look whether this machine can run the program."
                            .formatted(name, Causes.firstLine(e)),
                    e);
        }
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits until it answers. The question must have a time limit of its own.
     *
     * @throws Failure if it ends or stays silent and is stopped then, with its log's last lines
     */
    ServerProcess awaitReady(BooleanSupplier ready) {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        do {
            if (ended(ASK_AGAIN_MILLIS)) {
                throw failed("it ended with code " + process.exitValue());
            }
            if (System.nanoTime() > limit) {
                stop();
                throw failed("it gave no answer within %d s".formatted(START_LIMIT.toSeconds()));
            }
        } while (!ready.getAsBoolean());
        return this;
    }

    /** Waits until the program has done its work and ended. */
    void awaitEnd() {
        if (!ended(START_LIMIT.toMillis())) {
            stop();
            throw failed("it had not ended after %d s".formatted(START_LIMIT.toSeconds()));
        }
        if (process.exitValue() != 0) {
            throw failed("it ended with code " + process.exitValue());
        }
    }

    /** Asks it to end, and ends it if it does not. */
    void stop() {
        process.destroy();
        if (!ended(STOP_LIMIT.toMillis())) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private Failure failed(String why) {
        return Failure.broken(
                "Cannot start the %s: %s; the last lines of its log: %s. Mend what they name, then start again."
                        .formatted(name, why, LogTail.of(log)),
                null);
    }

    /** Ends it at once, with what it has started itself, as the script that makes the system tables has a server. */
    private void kill() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(killed -> killed.onExit()
                .completeOnTimeout(killed, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join());
    }

    private boolean ended(long withinMillis) {
        try {
            return process.waitFor(withinMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw Failure.broken("Cannot wait for the %s: interrupted. Start again.".formatted(name), e);
        }
    }
}
