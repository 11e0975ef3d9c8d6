package pinpipe.producer.door.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pinpipe.producer.row.PostTable;

/** The rows of one request: of one table, no key twice, within what a request may hold. */
final class Batch {
    private static final byte[] HEAD = "{\"records\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

    private final List<Parcel> parcels = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private int size = HEAD.length + TAIL.length;

    Batch(Parcel first) {
        add(first);
    }

    private Batch(List<Parcel> parcels) {
        parcels.forEach(this::add);
    }

    PostTable table() {
        return parcels.get(0).row().table();
    }

    List<Parcel> parcels() {
        return parcels;
    }

    boolean isFull() {
        return parcels.size() >= RestSettings.BATCH_RECORDS;
    }

    /**
     * Takes one more.
     *
     * @return false if it must travel in a later request. A second version of a row must, since the first one alone might
     *     have to be sent again
     */
    boolean takes(Parcel next) {
        String key = next.row().key();
        if (isFull()
                || !next.row().table().equals(table())
                || size + next.size() + 1 > RestSettings.BATCH_BYTES
                || (key != null && keys.contains(key))) {
            return false;
        }
        add(next);
        return true;
    }

    /** The body of the request. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(size);
        body.writeBytes(HEAD);
        String comma = "";
        for (Parcel parcel : parcels) {
            body.writeBytes(comma.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(parcel.record());
            comma = ",";
        }
        body.writeBytes(TAIL);
        return body.toByteArray();
    }

    /** Two batches, in order, that are this one. */
    List<Batch> halves() {
        int middle = parcels.size() / 2;
        return List.of(new Batch(parcels.subList(0, middle)), new Batch(parcels.subList(middle, parcels.size())));
    }

    /** These of its rows. */
    static Batch of(List<Parcel> parcels) {
        return new Batch(parcels);
    }

    private void add(Parcel parcel) {
        parcels.add(parcel);
        size += parcel.size() + 1;
        if (parcel.row().key() != null) {
            keys.add(parcel.row().key());
        }
    }
}
