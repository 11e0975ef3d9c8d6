package pinpipe.etl.kinesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * How far each stream is read: all that arrived until a time, in milliseconds since 1970. A checkpoint keeps it as
 * {@code {"pins":1795253783020}}.
 */
final class StreamTimes extends Offset {
    /** Before all times: nothing is read yet, and what the stream has lost by now is not missed. */
    static final long EARLIEST = 0;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<String, Long> times;

    private StreamTimes(SortedMap<String, Long> times) {
        this.times = times;
    }

    static StreamTimes of(Collection<String> streams, ToLongFunction<String> time) {
        SortedMap<String, Long> times = new TreeMap<>();
        streams.forEach(stream -> times.put(stream, time.applyAsLong(stream)));
        return new StreamTimes(times);
    }

    static StreamTimes parse(String json) {
        try {
            return new StreamTimes(JSON.readValue(json, new TypeReference<TreeMap<String, Long>>() {}));
        } catch (JsonProcessingException e) {
            throw new ReadFailure(
                    ReadFailure.Kind.ASKED_WRONGLY,
                    "Cannot go on from the checkpoint: '%s' is not an offset of %s. Use a checkpoint of its own for each query."
                            .formatted(json, KinesisSource.NAME),
                    e);
        }
    }

    /** How far this stream is read; a stream that was added since then is at its beginning. */
    long of(String stream) {
        return times.getOrDefault(stream, EARLIEST);
    }

    Collection<String> streams() {
        return times.keySet();
    }

    @Override
    public String json() {
        try {
            return JSON.writeValueAsString(times);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an offset: a map of numbers is always JSON.", e);
        }
    }
}
