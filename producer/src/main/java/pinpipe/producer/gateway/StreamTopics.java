package pinpipe.producer.gateway;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which topic a Kinesis stream's records go to: {@code streaming-<prefix>-<kind>} to {@code <prefix>.<kind>}, others as
 * they were given.
 *
 * @param others topics by the stream's name
 */
record StreamTopics(Map<String, String> others) {
    private static final Pattern USUAL = Pattern.compile("streaming-(.+)-([^-]+)");

    /** The topic; a {@link Problem} where none is known. */
    String topic(String stream) {
        String given = others.get(stream);
        if (given != null) {
            return given;
        }
        Matcher usual = USUAL.matcher(stream);
        if (!usual.matches()) {
            throw new Problem(
                    ErrorCode.NO_SUCH_TOPIC,
                    "Stream not found: it is neither streaming-<prefix>-<table> nor given by --stream");
        }
        return usual.group(1) + "." + usual.group(2);
    }
}
