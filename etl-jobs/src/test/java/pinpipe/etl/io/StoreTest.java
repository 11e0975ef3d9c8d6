package pinpipe.etl.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class StoreTest {
    @TempDir
    Path folder;

    @Test
    void allFilesBelowAFolderAreToldAndNoProcessIsStartedForThem() throws Exception {
        Files.createDirectories(folder.resolve("a/b/empty"));
        for (String file : List.of("a/1.json", "a/2.json", "a/b/12:30 é.json", "other.json")) {
            Files.writeString(folder.resolve(file), "{}");
        }
        Store store = Store.at(Map.of(), folder.toString());
        List<String> told = new ArrayList<>();
        Path recorded = folder.resolve("recorded.jfr");

        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            RemoteIterator<? extends FileStatus> files = store.filesBelow("a");
            while (files.hasNext()) {
                FileStatus file = files.next();
                told.add(file.getPath().getName() + " of " + file.getLen());
            }
            recording.stop();
            recording.dump(recorded);
        }

        assertThat(told).containsExactlyInAnyOrder("1.json of 2", "2.json of 2", "12:30 é.json of 2");
        assertThat(RecordingFile.readAllEvents(recorded)).isEmpty();
    }
}
