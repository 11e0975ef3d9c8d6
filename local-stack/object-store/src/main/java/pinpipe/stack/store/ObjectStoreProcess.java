package pinpipe.stack.store;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * Serves a folder as an S3 endpoint, each bucket a folder in it, until its standard input ends: so it ends with the
 * process that started it, however that one ended.
 *
 * <p>Arguments: the folder and the endpoint. The credentials come from {@code AWS_ACCESS_KEY_ID} and
 * {@code AWS_SECRET_ACCESS_KEY}, where other users of the machine cannot read them.
 */
public final class ObjectStoreProcess {
    private ObjectStoreProcess() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        String identity = System.getenv("AWS_ACCESS_KEY_ID");
        String secret = System.getenv("AWS_SECRET_ACCESS_KEY");
        try (BlobStoreContext folder = folder(args[0])) {
            S3Proxy server = S3Proxy.builder()
                    .blobStore(folder.getBlobStore())
                    .endpoint(URI.create(args[1]))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, identity, secret)
                    // S3A and the SDK send headers of newer S3 features that change nothing here.
                    .ignoreUnknownHeaders(true)
                    .build();
            server.setBlobStoreLocator((who, bucket, object) ->
                    who.equals(identity) ? java.util.Map.entry(secret, folder.getBlobStore()) : null);
            server.start();
            awaitEndOfInput();
            server.stop();
        }
    }

    private static BlobStoreContext folder(String path) {
        Properties where = new Properties();
        where.setProperty("jclouds.filesystem.basedir", path);
        return ContextBuilder.newBuilder("filesystem")
                .credentials("nobody", "nothing")
                .overrides(where)
                .build(BlobStoreContext.class);
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said on it; only its end counts.
        }
    }
}
