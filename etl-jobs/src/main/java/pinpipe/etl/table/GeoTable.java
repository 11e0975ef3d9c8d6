package pinpipe.etl.table;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static pinpipe.etl.flow.Check.missing;
import static pinpipe.etl.flow.Check.refuse;
import static pinpipe.etl.flow.Check.unreadable;
import static pinpipe.etl.flow.Step.making;
import static pinpipe.etl.flow.Step.on;
import static pinpipe.etl.flow.Step.typing;
import static pinpipe.etl.rule.Text.nullWhenBlank;

import pinpipe.etl.flow.Table;
import pinpipe.etl.rule.Numbers;
import pinpipe.etl.rule.Times;

/** Geolocations: where and when a post was made. */
public final class GeoTable {
    /** One row a post. */
    public static final Table GEO = WholeKey.of(Table.named("geo").keyed("ind", "index"))
            .reads("timestamp", "latitude", "longitude", "country")
            .cleansEach(
                    text -> on(text, "blank text becomes null", nullWhenBlank()),
                    "timestamp",
                    "latitude",
                    "longitude",
                    "country")
            .cleans(
                    typing("timestamp", "any of five ways of writing it becomes an instant, UTC", Times.written()),
                    typing("latitude", "is a number of degrees", Numbers.decimal()),
                    typing("longitude", "is a number of degrees", Numbers.decimal()),
                    making(
                            "coordinates",
                            "is latitude, then longitude; null where one of them is",
                            when(
                                    col("latitude")
                                            .isNotNull()
                                            .and(col("longitude").isNotNull()),
                                    array(col("latitude"), col("longitude")))))
            .refuses(
                    missing("timestamp_missing", "timestamp"),
                    unreadable("timestamp_unreadable", "timestamp"),
                    refuse("latitude_out_of_range", not(col("latitude").between(-90, 90))),
                    refuse("longitude_out_of_range", not(col("longitude").between(-180, 180))))
            .writes("ind BIGINT, country STRING, coordinates ARRAY<DOUBLE>, timestamp TIMESTAMP");

    private GeoTable() {}
}
