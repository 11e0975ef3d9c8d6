package pinpipe.etl.crash;

import io.delta.storage.LocalLogStore;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Delta's log on a local disk; whoever watches a warehouse is told of each commit that was written, before Delta is. */
public final class StandstillLogStore extends LocalLogStore {
    private static final Map<String, Watcher> WATCHERS = new ConcurrentHashMap<>();

    /** Is told of a commit that was written. */
    @FunctionalInterface
    interface Watcher {
        /** Called with the table's folder; what it throws is the store's answer. */
        void written(String folder) throws IOException;
    }

    /** As Delta makes it. */
    public StandstillLogStore(Configuration configuration) {
        super(configuration);
    }

    /** From now on, the watcher is told the folder of each table below the warehouse that gets a commit. */
    static void watch(java.nio.file.Path warehouse, Watcher watcher) {
        WATCHERS.put(warehouse.toAbsolutePath() + "/", watcher);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        super.write(path, actions, overwrite, configuration);
        String file = path.toUri().getPath();
        for (Map.Entry<String, Watcher> watched : WATCHERS.entrySet()) {
            String warehouse = watched.getKey();
            if (file.startsWith(warehouse)) {
                watched.getValue().written(file.substring(warehouse.length(), file.indexOf("/_delta_log/")));
            }
        }
    }
}
