package pinpipe.etl.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pinpipe.cli.Causes;
import pinpipe.cli.Failure;
import pinpipe.etl.doctor.Finding.Level;
import pinpipe.etl.io.Store;

/**
 * One thing to look at.
 *
 * @param what its name, a word
 * @param needs the names of those examinations without which it makes no sense: where one of them failed, it is left out
 * @param look looks
 */
public record Examination(String what, Set<String> needs, Look look) {
    /** Looks at something. */
    public interface Look {
        /** What was found, at least one finding; an exception is a finding too. */
        List<Finding> findings() throws Exception;

        /** What it is at, as the words after "Cannot" in the sentence for an exception. */
        default String does() {
            return "look at this";
        }
    }

    /** A finding with the name of what was looked at. */
    public record Named(String what, Finding finding) {
        /** As a line for a person: {@code ok|warn|fail  what  — detail. Remedy.} */
        public String line() {
            String level = fails() ? "fail" : finding.level().name().toLowerCase(Locale.ROOT);
            String text = finding.remedy().isEmpty() ? finding.detail() : finding.detail() + ". " + finding.remedy();
            return "%-4s  %-11s — %s".formatted(level, what, text);
        }

        /** True if a run would fail, or do harm. */
        public boolean fails() {
            return finding.level().compareTo(Level.BROKEN) >= 0;
        }

        /** True if a run would fail now, and may pass later. */
        public boolean mayPass() {
            return finding.level() == Level.BROKEN;
        }
    }

    /** An examination that stands alone. */
    public static Examination of(String what, Look look) {
        return new Examination(what, Set.of(), look);
    }

    /** The same, left out where one of these failed. */
    public Examination after(String... others) {
        return new Examination(what, Set.of(others), look);
    }

    /** What was found, given the names of those examinations that have failed. */
    public List<Named> findings(Set<String> failed) {
        if (needs.stream().anyMatch(failed::contains)) {
            return List.of(new Named(what, Finding.warn("not looked at, because of what failed above", "")));
        }
        List<Named> named = new ArrayList<>();
        for (Finding finding : looked()) {
            named.add(new Named(what, finding));
        }
        return named;
    }

    /** Whatever goes wrong here is what the doctor is there to tell, and no reason not to look at the rest. */
    private List<Finding> looked() {
        try {
            return look.findings();
        } catch (Failure failure) {
            return List.of(Finding.of(failure));
        } catch (Exception | LinkageError error) {
            Failure known = Store.explain(look.does(), error);
            Failure failure = known != null ? known : Causes.explain(look.does(), error);
            return List.of(Finding.of(failure));
        }
    }
}
