package pinpipe.etl.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a task reads of the scripted shard; its pauses take no time. */
final class ShardReading {
    static final long SETTLE = 10;

    static final StreamFacts ALWAYS = new StreamFacts(ScriptedKinesis.STREAM, 0, Duration.ofDays(40_000), 0);

    private ShardReading() {}

    static List<String> read(ScriptedKinesis kinesis, long after, long until) {
        return read(kinesis, interval(ALWAYS, after, until), new LossPolicy(true));
    }

    static ShardInterval interval(StreamFacts stream, long after, long until) {
        return new ShardInterval(stream, ScriptedKinesis.SHARD, after, until, SETTLE);
    }

    static List<String> read(ScriptedKinesis kinesis, ShardInterval interval, LossPolicy lossPolicy) {
        List<String> read = new ArrayList<>();
        try (ShardRows rows = new ShardRows(kinesis, new Patience(pause -> {}), lossPolicy, interval)) {
            while (rows.next()) {
                read.add(new String(rows.get().getBinary(0), StandardCharsets.UTF_8));
            }
        }
        return read;
    }
}
