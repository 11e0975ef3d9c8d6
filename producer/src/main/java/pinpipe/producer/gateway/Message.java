package pinpipe.producer.gateway;

/**
 * A record as it is to stand in a topic.
 *
 * @param key its key's bytes, or null for none
 * @param value its value's bytes; null says that the row of this key is gone
 * @param partition where it must go, or null where its key decides
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Message(byte[] key, byte[] value, Integer partition) {}
