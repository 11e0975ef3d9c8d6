package pinpipe.benchmark;

import java.util.List;

/** Where records are sent that a stream reads. */
interface Feed extends AutoCloseable {
    /** Makes an empty topic or stream, for {@code pinpipe stream --prefix} of that name. */
    void make(String prefix, int partitions) throws Exception;

    /** Sends values, in their order where there is one partition, and returns when all have arrived. */
    void send(String prefix, List<String> values) throws Exception;

    /** The options by which {@code pinpipe stream} reads it. */
    List<String> options();

    /** What its server answers to. */
    String address();

    @Override
    void close();
}
