package pinpipe.producer.door;

import pinpipe.producer.row.Row;

/**
 * A row on its way through a door that sends rows together.
 *
 * @param record what stands for it in a request
 * @param size what it counts against the limit of a request, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Parcel(Row row, byte[] record, int size, Runnable acknowledged) {}
