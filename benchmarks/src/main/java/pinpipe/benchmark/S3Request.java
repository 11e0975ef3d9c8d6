package pinpipe.benchmark;

import java.net.URI;

/** The kinds of requests that S3 bills and answers apart. */
enum S3Request {
    LIST,
    GET,
    HEAD,
    /** Whatever writes or deletes. */
    OTHER;

    /** Told by its method, and by its path: a GET with path-style access that names no object asks for a bucket's list. */
    static S3Request of(String method, URI target) {
        boolean namesAnObject = target.getPath().indexOf('/', 1) > 0
                && target.getPath().indexOf('/', 1) < target.getPath().length() - 1;
        return switch (method) {
            case "GET" -> namesAnObject ? GET : LIST;
            case "HEAD" -> HEAD;
            default -> OTHER;
        };
    }
}
