package pinpipe.producer.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the gateway says, as JSON texts. */
final class Answers {
    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    /** {@code {"error_code":40401,"message":"Topic not found"}}. */
    static String problem(int code, String message) {
        return written(json -> {
            json.writeStartObject();
            json.writeNumberField("error_code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
        });
    }

    /** That of a REST proxy: one entry a record, in the order of the records. */
    static String produced(List<Outcome> outcomes) {
        return written(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("offsets");
            for (Outcome outcome : outcomes) {
                json.writeStartObject();
                number(json, "partition", outcome.partition());
                number(json, "offset", outcome.offset());
                number(
                        json,
                        "error_code",
                        outcome.isAcknowledged() ? null : outcome.error().code());
                json.writeStringField("error", outcome.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNullField("key_schema_id");
            json.writeNullField("value_schema_id");
            json.writeEndObject();
        });
    }

    /** That of Kinesis to one record. */
    static String put(Put put) {
        return written(json -> put(json, put));
    }

    /** That of Kinesis to several, in the order of the records. */
    static String put(List<Put> puts) {
        return written(json -> {
            json.writeStartObject();
            json.writeNumberField(
                    "FailedRecordCount",
                    puts.stream().filter(each -> !each.isAcknowledged()).count());
            json.writeArrayFieldStart("Records");
            for (Put put : puts) {
                put(json, put);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** A list of names. */
    static String names(List<String> names) {
        return written(json -> {
            json.writeStartArray();
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
        });
    }

    /** A topic with its settings and partitions, as a REST proxy shows it. */
    static String topic(TopicDescription topic, SortedMap<String, String> configs) {
        return written(json -> {
            json.writeStartObject();
            json.writeStringField("name", topic.name());
            json.writeObjectFieldStart("configs");
            for (Map.Entry<String, String> config : configs.entrySet()) {
                json.writeStringField(config.getKey(), config.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("partitions");
            for (TopicPartitionInfo partition : topic.partitions()) {
                partition(json, partition);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void partition(JsonGenerator json, TopicPartitionInfo partition) throws IOException {
        Node leader = partition.leader();
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("leader", leader == null ? Node.noNode().id() : leader.id());
        json.writeArrayFieldStart("replicas");
        for (Node replica : partition.replicas()) {
            json.writeStartObject();
            json.writeNumberField("broker", replica.id());
            json.writeBooleanField("leader", replica.equals(leader));
            json.writeBooleanField("in_sync", partition.isr().contains(replica));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void put(JsonGenerator json, Put put) throws IOException {
        json.writeStartObject();
        if (put.isAcknowledged()) {
            json.writeStringField("SequenceNumber", put.sequenceNumber());
            json.writeStringField("ShardId", put.shard());
        } else {
            json.writeStringField("ErrorCode", Integer.toString(put.error().code()));
            json.writeStringField("ErrorMessage", put.why());
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, Number number) throws IOException {
        if (number == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number.longValue());
        }
    }

    private static String written(Text text) {
        StringWriter writer = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(writer)) {
            text.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a writer into memory does not fail", e);
        }
        return writer.toString();
    }

    @FunctionalInterface
    private interface Text {
        void write(JsonGenerator json) throws IOException;
    }
}
