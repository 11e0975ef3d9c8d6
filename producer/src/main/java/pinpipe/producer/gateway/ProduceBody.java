package pinpipe.producer.gateway;

import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The body of {@code POST /topics/{topic}}: {@code {"records":[{"key":…,"value":…,"partition":…}]}}.
 *
 * <p>Keys and values go on as the JSON that they are, so the key {@code 7} becomes the byte of that digit and the key
 * {@code "a"} three bytes, as a REST proxy does it. A record without a {@code value} is refused and not taken for one
 * whose value is null, which deletes a row.
 */
final class ProduceBody {
    /** What a REST proxy's clients may send besides; they say nothing where values are JSON. */
    private static final Set<String> SCHEMAS = Set.of("key_schema", "key_schema_id", "value_schema", "value_schema_id");

    private final List<Message> messages = new ArrayList<>();
    private byte[] key;
    private byte[] value;
    private Integer partition;

    private ProduceBody() {}

    /**
     * The records of a body, in its order.
     *
     * @throws Problem if it is not what it should be; then none of it may be sent
     */
    static List<Message> read(CharBuffer body) {
        return JsonBody.read(body, json -> {
            ProduceBody read = new ProduceBody();
            json.object(name -> {
                if (name.equals("records")) {
                    json.array(() -> read.record(json));
                } else if (SCHEMAS.contains(name)) {
                    json.skip();
                } else {
                    throw json.invalid("is no field of a produce request");
                }
            });
            if (read.messages.isEmpty()) {
                throw json.invalid("must have records, at least one");
            }
            return read.messages;
        });
    }

    private void record(JsonBody json) throws IOException {
        Set<String> seen = new HashSet<>();
        key = null;
        partition = null;
        json.object(name -> {
            seen.add(name);
            switch (name) {
                case "key" -> key = json.scalar();
                case "value" -> value = json.value();
                case "partition" -> partition = json.natural();
                default -> throw json.invalid("is no field of a record");
            }
        });
        if (!seen.contains("value")) {
            throw json.invalid("must have a value");
        }
        messages.add(new Message(key, value, partition));
    }
}
