package pinpipe.producer.gateway;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The bodies that a Kinesis gateway takes: {@code {"StreamName":…,"Data":…,"PartitionKey":"…"}}, and
 * {@code {"records":[{"data":…,"partition-key":"…"}]}} in either spelling. Data is the row itself, not base64.
 */
final class StreamBody {
    private final String stream;
    private byte[] data;
    private String key;

    private StreamBody(String stream) {
        this.stream = stream;
    }

    /** The one record of a body for that stream. */
    static List<Message> readOne(String stream, CharBuffer body) {
        return JsonBody.read(body, json -> List.of(new StreamBody(stream).record(json)));
    }

    /** The records of a body for that stream, in its order. */
    static List<Message> readMany(String stream, CharBuffer body) {
        return JsonBody.read(body, json -> {
            List<Message> messages = new ArrayList<>();
            json.object(name -> {
                switch (plain(name)) {
                    case "records" -> json.array(() -> messages.add(new StreamBody(stream).record(json)));
                    case "streamname" -> requireSame(stream, json);
                    default -> throw json.invalid("is no field of such a request");
                }
            });
            if (messages.isEmpty()) {
                throw json.invalid("must have records, at least one");
            }
            return messages;
        });
    }

    private Message record(JsonBody json) throws IOException {
        json.object(name -> {
            switch (plain(name)) {
                case "data" -> data = json.value();
                case "partitionkey" -> key = json.string();
                case "streamname" -> requireSame(stream, json);
                case "explicithashkey", "sequencenumberforordering" -> json.skip();
                default -> throw json.invalid("is no field of such a record");
            }
        });
        if (data == null) {
            throw json.invalid("must have Data");
        }
        if (key == null || key.isEmpty()) {
            throw json.invalid("must have a PartitionKey");
        }
        return new Message(key.getBytes(StandardCharsets.UTF_8), data, null);
    }

    private static void requireSame(String stream, JsonBody json) throws IOException {
        if (!json.string().equals(stream)) {
            throw json.invalid("is another stream than the path says");
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "");
    }
}
