package pinpipe.producer.gateway;

/** Why a request is turned away; its message is for the client and never holds what others sent. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Problem(ErrorCode code, String message) {
        // Without a trace: it is an answer, and a client can ask for many.
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
