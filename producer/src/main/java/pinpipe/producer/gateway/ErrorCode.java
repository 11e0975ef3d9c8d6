package pinpipe.producer.gateway;

/**
 * Everything that a request can be told. Numbers are those of Confluent's REST proxy, version 2, where it has one for
 * the case; {@code openapi.json} explains each, and a test holds the two together.
 */
enum ErrorCode {
    NOT_JSON(400, 400),
    NO_API_KEY(401, 401),
    NO_SUCH_PATH(404, 404),
    NO_SUCH_TOPIC(404, 40401),
    NO_SUCH_PARTITION(404, 40402),
    METHOD_NOT_ALLOWED(405, 405),
    TOO_SLOW(408, 40801),
    TOO_LARGE(413, 413),
    UNSUPPORTED_TYPE(415, 415),
    INVALID_BODY(422, 42201),
    TOO_MUCH_IN_FLIGHT(429, 42901),
    BROKEN(500, 500),
    KAFKA_REFUSES(500, 50002),
    NOT_ACKNOWLEDGED(503, 50003);

    private final int status;
    private final int code;

    ErrorCode(int status, int code) {
        this.status = status;
        this.code = code;
    }

    /** The HTTP status of an answer that says this and nothing else. */
    int status() {
        return status;
    }

    /** The {@code error_code} in its body, or of one record. */
    int code() {
        return code;
    }

    /** True if the very same request may pass a little later. */
    boolean isRetriable() {
        return this == TOO_MUCH_IN_FLIGHT || this == NOT_ACKNOWLEDGED;
    }
}
