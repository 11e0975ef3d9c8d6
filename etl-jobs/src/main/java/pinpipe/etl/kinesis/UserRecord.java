package pinpipe.etl.kinesis;

import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * What a producer meant by one record.
 *
 * @param carrier the record of the service that brought it, alone or with others
 * @param subSequenceNumber its place in the carrier, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // a row takes the bytes as they are, and nobody compares them
record UserRecord(Record carrier, String partitionKey, byte[] data, long subSequenceNumber) {
    static UserRecord alone(Record carrier) {
        return new UserRecord(carrier, carrier.partitionKey(), carrier.data().asByteArrayUnsafe(), 0);
    }
}
