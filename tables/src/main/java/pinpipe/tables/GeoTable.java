package pinpipe.tables;

import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.ColumnType.timestamp;
import static pinpipe.cleaning.CombinedType.array;

import pinpipe.cleaning.Table;

/** Geolocations: where and when a post was made. */
public final class GeoTable {
    /** One row a post. */
    public static final Table GEO = Table.named("geo")
            .key("ind", bigint().from("ind", "index"))
            .column("country", text())
            .column(
                    "coordinates",
                    array(
                            doubleNumber().from("latitude").between(-90, 90),
                            doubleNumber().from("longitude").between(-180, 180)))
            .column("timestamp", timestamp().required());

    private GeoTable() {}
}
