package pinpipe.producer.gateway;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where records that come in the form of Kinesis go. */
interface StreamTarget extends AutoCloseable {
    /**
     * Writes records, in their order.
     *
     * @return what became of each, in the same order, when all of it is known
     * @throws Problem if none of them could be written
     */
    CompletableFuture<List<Put>> put(String stream, List<Message> messages);

    @Override
    void close();

    /** To the topics of Kafka that stand for streams. */
    static StreamTarget topics(StreamTopics names, TopicRegister topics, TopicWriter writer) {
        return new StreamTarget() {
            @Override
            public CompletableFuture<List<Put>> put(String stream, List<Message> messages) {
                String topic = names.topic(stream);
                topics.require(topic, messages);
                return writer.write(topic, messages)
                        .thenApply(outcomes -> outcomes.stream().map(Put::of).toList());
            }

            /** Both belong to others. */
            @Override
            public void close() {}
        };
    }
}
