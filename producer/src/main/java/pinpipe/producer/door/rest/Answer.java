package pinpipe.producer.door.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came back for a request.
 *
 * @param status the HTTP status; 0 where none came
 * @param code the {@code error_code} beside it, or null
 * @param message what it says in words, for people
 * @param records what became of each record, in their order; empty where the answer does not say
 * @param pause what {@code Retry-After} asks for
 */
record Answer(int status, Integer code, String message, List<Fate> records, Duration pause) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<Integer> PASSING = Set.of(0, 408, 429, 502, 503, 504);

    /** What Kinesis calls its errors. A gateway of AWS passes them on with any status, even with 200. */
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("ProvisionedThroughputExceededException", 429),
            Map.entry("LimitExceededException", 429),
            Map.entry("ThrottlingException", 429),
            Map.entry("KMSThrottlingException", 429),
            Map.entry("InternalFailure", 503),
            Map.entry("InternalFailureException", 503),
            Map.entry("ServiceUnavailable", 503),
            Map.entry("ResourceNotFoundException", 404),
            Map.entry("AccessDeniedException", 403),
            Map.entry("UnrecognizedClientException", 403),
            Map.entry("ExpiredTokenException", 403));

    /** Codes of a REST proxy for what may pass: the documented one of a record, and the one that it really sends. */
    private static final Set<Integer> PASSING_CODES = Set.of(2, 50003);

    /**
     * What became of one record.
     *
     * @param code null where it is acknowledged
     */
    record Fate(Integer code, String message) {
        boolean isAcknowledged() {
            return code == null;
        }

        boolean mayPass() {
            return PASSING_CODES.contains(code) || PASSING.contains(code) || PASSING.contains(code / 100);
        }
    }

    /** None came, for this reason. */
    static Answer none(String why) {
        return new Answer(0, null, why, List.of(), Duration.ZERO);
    }

    /** Understands as much of a body as it can; what is no JSON says nothing. */
    static Answer of(int status, byte[] body, Duration pause) {
        Reader reader = new Reader();
        try (JsonParser json = JSON.createParser(body)) {
            reader.read(json);
        } catch (IOException noJson) {
            return new Answer(status, null, "HTTP " + status, List.of(), pause);
        }
        String message = reader.message == null ? "HTTP " + status : status + ": " + reader.message;
        if (reader.error != null) {
            int meant = STATUSES.getOrDefault(reader.error, Math.max(status, 400));
            return new Answer(meant, null, reader.error + ", " + message, List.of(), pause);
        }
        return new Answer(status, reader.code, message, reader.fates, pause);
    }

    boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** True if the same request may pass later. */
    boolean mayPass() {
        return PASSING.contains(status) || (code != null && PASSING_CODES.contains(code));
    }

    /** Fills itself from the form of a REST proxy, or of Kinesis. */
    private static final class Reader {
        private final List<Fate> fates = new ArrayList<>();
        private Integer code;
        private String message;
        private String error;

        void read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("offsets") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        fates.add(fate(json));
                    }
                } else if (name.equals("error_code") && value == JsonToken.VALUE_NUMBER_INT) {
                    code = json.getIntValue();
                } else if (value == JsonToken.VALUE_STRING) {
                    text(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }

        private void text(String name, String text) {
            switch (name) {
                case "message", "Message", "ErrorMessage" -> message = text;
                // In full it is com.amazonaws.kinesis.v20131202#ResourceNotFoundException.
                case "__type", "ErrorCode" -> error = text.replaceFirst(".*#", "");
                case "SequenceNumber" -> fates.add(new Fate(null, null));
                default -> {}
            }
        }

        private static Fate fate(JsonParser json) throws IOException {
            Integer code = null;
            String message = null;
            boolean placed = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("error_code") && value == JsonToken.VALUE_NUMBER_INT) {
                    code = json.getIntValue();
                } else if (name.equals("error") && value == JsonToken.VALUE_STRING) {
                    message = json.getText();
                } else {
                    placed |= name.equals("offset") && value == JsonToken.VALUE_NUMBER_INT;
                    json.skipChildren();
                }
            }
            // One that has neither a place nor an error is not known to have arrived.
            return code == null && !placed ? new Fate(2, "the answer has no offset for it") : new Fate(code, message);
        }
    }
}
