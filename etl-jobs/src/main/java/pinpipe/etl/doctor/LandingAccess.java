package pinpipe.etl.doctor;

import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import pinpipe.etl.io.Store;
import pinpipe.etl.landing.objects.ObjectName;

/** Whether the landing can be listed and read. Nothing is ever written there: a table would read it. */
public final class LandingAccess implements Examination.Look {
    private final Place landing;
    private final BiFunction<String, String, Finding> nothingThere;

    /** The access to this landing, which must be there. */
    public LandingAccess(Place landing) {
        this(landing, Finding::fail);
    }

    private LandingAccess(Place landing, BiFunction<String, String, Finding> nothingThere) {
        this.landing = landing;
        this.nothingThere = nothingThere;
    }

    /** The access to a landing that `land` makes if it is not there. */
    public static LandingAccess beforeLand(Place landing) {
        return new LandingAccess(landing, Finding::warn);
    }

    @Override
    public String does() {
        return "read the landing";
    }

    @Override
    public List<Finding> findings() throws Exception {
        Store store = landing.store();
        if (!store.has("")) {
            return List.of(nothingThere.apply(
                    "there is no folder " + store.root(), "Check --landing, the folder that holds topics/."));
        }
        if (!store.has(ObjectName.TOPICS)) {
            return List.of(nothingThere.apply(
                    "%s has no folder topics/".formatted(store.root()),
                    "Check --landing; if nothing has landed yet, run `pinpipe land` or start the sink connector."));
        }
        RemoteIterator<? extends FileStatus> objects = store.filesBelow(ObjectName.TOPICS);
        if (!objects.hasNext()) {
            return List.of(Finding.warn(
                    store.root() + " can be listed, and holds no object yet",
                    "Run `pinpipe land`, or start the sink connector."));
        }
        try (InputStream first = store.files().open(objects.next().getPath())) {
            first.read(); // its end, if it is empty, has been read as well
        }
        return List.of(Finding.ok("%s can be listed and read".formatted(store.root())));
    }
}
