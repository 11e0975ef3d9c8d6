package pinpipe.producer.door;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pinpipe.producer.row.PostTable;

/** The rows of one request: of one table, no key twice, within what a request may hold. */
public final class Batch {
    private final Carrier.Load most;
    private final List<Parcel> parcels = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private int size;

    Batch(Carrier.Load most, Parcel first) {
        this.most = most;
        add(first);
    }

    private Batch(Carrier.Load most, List<Parcel> parcels) {
        this.most = most;
        parcels.forEach(this::add);
    }

    /** The table of all its rows. */
    public PostTable table() {
        return parcels.get(0).row().table();
    }

    /** Its rows, in their order; at least one. */
    public List<Parcel> parcels() {
        return parcels;
    }

    boolean isFull() {
        return parcels.size() >= most.records();
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
                || size + next.size() > most.bytes()
                || (key != null && keys.contains(key))) {
            return false;
        }
        add(next);
        return true;
    }

    /** Two batches, in order, that are this one. */
    List<Batch> halves() {
        int middle = parcels.size() / 2;
        return List.of(only(parcels.subList(0, middle)), only(parcels.subList(middle, parcels.size())));
    }

    /** Some of its rows. */
    Batch only(List<Parcel> some) {
        return new Batch(most, some);
    }

    private void add(Parcel parcel) {
        parcels.add(parcel);
        size += parcel.size();
        if (parcel.row().key() != null) {
            keys.add(parcel.row().key());
        }
    }
}
