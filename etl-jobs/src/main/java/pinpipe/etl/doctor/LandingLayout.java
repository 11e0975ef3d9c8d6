package pinpipe.etl.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.ObjectName;

/** Whether the names of landed objects are understood, and which partitioner made them. */
public final class LandingLayout implements Examination.Look {
    /** Enough to know the kind; a landing may hold millions. */
    private static final int ENOUGH_NAMES = 10_000;

    private final Place landing;
    private final List<String> topics;

    /** The layout of these topics in a landing. */
    public LandingLayout(Place landing, List<String> topics) {
        this.landing = landing;
        this.topics = topics;
    }

    /** What the names of a topic's objects say: how many there are, in numbered folders, elsewhere, or nowhere known. */
    record Names(String topic, int numbered, int elsewhere, int unknown, String firstUnknown) {
        int all() {
            return numbered + elsewhere + unknown;
        }
    }

    @Override
    public List<Finding> findings() throws IOException {
        Store store = landing.store();
        List<Finding> findings = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        for (String topic : topics) {
            Names names = names(store, topic);
            if (names.all() == 0) {
                empty.add(topic);
            } else {
                findings.add(judged(names));
            }
        }
        if (findings.isEmpty()) {
            return List.of(Finding.fail(
                    "nothing of %s has landed".formatted(String.join(", ", empty)),
                    "Check --prefix; the topics there are: %s.".formatted(String.join(", ", there(store)))));
        }
        if (!empty.isEmpty()) {
            findings.add(Finding.warn(
                    "nothing of %s has landed yet".formatted(String.join(", ", empty)),
                    "Look at `pinpipe land` or the sink connector, and at the producer."));
        }
        return findings;
    }

    private static Names names(Store store, String topic) throws IOException {
        int numbered = 0;
        int elsewhere = 0;
        int unknown = 0;
        String firstUnknown = null;
        String folder = ObjectName.folder(topic);
        if (store.has(folder)) {
            RemoteIterator<? extends FileStatus> files = store.filesBelow(folder);
            while (files.hasNext() && numbered + elsewhere + unknown < ENOUGH_NAMES) {
                String path = files.next().getPath().toUri().getPath();
                String relative = path.substring(path.lastIndexOf("/" + folder + "/") + 1);
                Optional<ObjectName> name = ObjectName.read(relative);
                if (name.isEmpty()) {
                    unknown++;
                    firstUnknown = firstUnknown == null ? relative : firstUnknown;
                } else if (name.get().consecutive()) {
                    numbered++;
                } else {
                    elsewhere++;
                }
            }
        }
        return new Names(topic, numbered, elsewhere, unknown, firstUnknown);
    }

    static Finding judged(Names names) {
        String understood = "%s: %,d of %s%,d names understood"
                .formatted(
                        names.topic(),
                        names.all() - names.unknown(),
                        names.all() == ENOUGH_NAMES ? "the first " : "",
                        names.all());
        if (names.unknown() == names.all()) {
            return Finding.fail(
                    "%s, such as %s".formatted(understood, names.firstUnknown()),
                    "Let the sink write JSON with its own names: topics/<topic>/partition=<n>/<topic>+<n>+<offset>.json.");
        }
        if (names.unknown() > 0) {
            return Finding.warn(
                    "%s, not %s".formatted(understood, names.firstUnknown()),
                    "Such objects are not read: rename them, or move them out of topics/.");
        }
        if (names.numbered() > 0 && names.elsewhere() > 0) {
            return Finding.warn(
                    understood + ", some in folders partition=<n>/ and some in other folders",
                    "Let the sink keep one partitioner: gaps between objects of two cannot be told.");
        }
        return Finding.ok("%s, %s"
                .formatted(
                        understood,
                        names.numbered() > 0
                                ? "in folders partition=<n>/: gaps in the offsets are seen"
                                : "in folders of a time or field partitioner: gaps in the offsets cannot be seen"));
    }

    private static List<String> there(Store store) throws IOException {
        List<String> topics = new ArrayList<>();
        for (FileStatus folder : store.files().listStatus(store.path(ObjectName.TOPICS))) {
            topics.add(folder.getPath().getName());
        }
        topics.sort(null);
        return topics;
    }
}
