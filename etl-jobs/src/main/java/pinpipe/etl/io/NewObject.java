package pinpipe.etl.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Makes an object only if there is none of its name: of two processes that try, one succeeds. Hadoop's own
 * {@code create} without overwriting does that on HDFS and on the object stores of Azure and Google, but looks first and
 * writes then on a local disk and, up to Hadoop 3.4.1, on S3.
 */
final class NewObject {
    /** What S3 answers where the object is there (412), or where another process is just making it (409). */
    private static final Set<Integer> LOST = Set.of(409, 412);

    private NewObject() {}

    /** True if it was made, false if it was there. */
    static boolean create(FileSystem files, Path path, byte[] content) throws IOException {
        if (files instanceof RawLocalFileSystem local) {
            if (!files.mkdirs(path.getParent())) {
                throw new IOException("Mkdirs failed to create " + path.getParent());
            }
            return create(local.pathToFile(path).toPath(), content);
        }
        if (Store.isS3A(files)) {
            return OnS3.create((S3AFileSystem) files, path, content);
        }
        try (FSDataOutputStream out = files.create(path, false)) {
            out.write(content);
            return true;
        } catch (FileAlreadyExistsException lost) {
            return false;
        }
    }

    private static boolean create(java.nio.file.Path path, byte[] content) throws IOException {
        try {
            Files.write(path, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (java.nio.file.FileAlreadyExistsException lost) {
            return false;
        }
    }

    /** A class of its own, so that nothing of it is loaded where there is no S3A. */
    private static final class OnS3 {
        static boolean create(S3AFileSystem files, Path path, byte[] content) throws IOException {
            String key = files.makeQualified(path).toUri().getPath().substring(1);
            // The header by name: the SDK of Hadoop 3.4's bundle has no method for it yet.
            PutObjectRequest request = PutObjectRequest.builder()
                    .bucket(files.getBucket())
                    .key(key)
                    .overrideConfiguration(headers -> headers.putHeader("If-None-Match", "*"))
                    .build();
            try {
                files.getS3AInternals()
                        .getAmazonS3Client("take a lease")
                        .putObject(
                                request,
                                RequestBody.fromInputStream(new ByteArrayInputStream(content), content.length));
                return true;
            } catch (AwsServiceException e) {
                if (LOST.contains(e.statusCode())) {
                    return false;
                }
                throw S3AUtils.translateException("PUT", path, e);
            }
        }
    }
}
