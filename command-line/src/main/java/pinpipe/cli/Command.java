package pinpipe.cli;

import java.util.List;

/** One command: a picocli {@code @Command} class whose options are fields. It returns when it is done and throws when not. */
public interface Command {
    /** What the command does, as the words after "Cannot" in its error sentences, such as {@code clean pin}. */
    String does();

    /** What is wrong with the options beyond what their types say, each as "{@code --name} must …"; empty when nothing is. */
    default List<String> problems() {
        return List.of();
    }

    /** Does it. A {@link Failure} is reported as it stands; anything else is put to {@link #explain} first. */
    void run() throws Exception;

    /** The sentence and exit code for an error that comes from below; by default that it is broken and may be tried again. */
    default Failure explain(Throwable error) {
        return Causes.explain(does(), error);
    }
}
