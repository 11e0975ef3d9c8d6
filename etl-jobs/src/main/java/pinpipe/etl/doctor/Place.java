package pinpipe.etl.doctor;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import pinpipe.etl.io.Sessions;
import pinpipe.etl.io.Store;
import pinpipe.etl.io.StoredTables;

/**
 * A URI that somebody gave, which may be wrong: it is opened anew by each examination, so that each says what is wrong.
 *
 * @param spark the session
 * @param uri the URI as it was given
 */
public record Place(SparkSession spark, String uri) {
    private static final Set<String> S3 = Set.of("s3", "s3a", "s3n");

    Store store() throws IOException {
        return Store.at(spark, uri);
    }

    StoredTables tables() throws IOException {
        return StoredTables.at(spark, uri);
    }

    /** The URI's scheme; that of the usual file system where it names none. */
    String scheme() {
        String scheme = new Path(uri).toUri().getScheme();
        return scheme != null
                ? scheme
                : FileSystem.getDefaultUri(Sessions.hadoop(Sessions.hadoopSettings(spark)))
                        .getScheme();
    }

    boolean onS3() {
        return S3.contains(scheme());
    }

    /** The bucket; null where the URI names none. */
    String bucket() {
        return new Path(uri).toUri().getHost();
    }
}
