package pinpipe.producer.mode;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for a person at a terminal: a bar that is drawn anew. */
public final class ProgressOnTerminal implements Progress {
    private static final int COLUMNS = 100;

    private final PrintStream terminal;
    private ProgressBar bar;

    public ProgressOnTerminal(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(String task, String unit, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setInitialMax(total == Long.MAX_VALUE ? -1 : total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS))
                .build();
    }

    @Override
    public void step() {
        bar.step();
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
