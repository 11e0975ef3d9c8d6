package pinpipe.etl.landing;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Row;
import pinpipe.etl.landing.objects.ObjectSplit;
import pinpipe.etl.landing.objects.SplitLines;

/** The lines of objects that Spark hands over whole, as rows of a path and a content. */
final class WholeFileLines extends SplitLines {
    private final Iterator<Row> files;
    private final Map<String, ObjectSplit> byPath;

    /**
     * Lines of these files.
     *
     * @param byPath the objects by the paths that Spark names
     */
    WholeFileLines(Iterator<Row> files, Map<String, ObjectSplit> byPath) {
        this.files = files;
        this.byPath = byPath;
    }

    @Override
    public boolean nextSplit() throws IOException {
        if (!files.hasNext()) {
            return false;
        }
        Row file = files.next();
        byte[] content = file.getAs(1);
        ObjectSplit split = SparkReading.listed(file.getString(0), content.length, byPath);
        begin(split, content);
        return true;
    }
}
