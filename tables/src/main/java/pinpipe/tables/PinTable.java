package pinpipe.tables;

import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;

import pinpipe.cleaning.Table;

/** Pins: what was posted. */
public final class PinTable {
    /** One row a post. */
    public static final Table PIN = Table.named("pin")
            .key("ind", bigint().from("index", "ind"))
            .column("unique_id", text().required())
            .column("title", text().nullIf("No Title Data Available"))
            .column("description", text().nullIf("No description available", "No description available Story format"))
            .column("follower_count", shortenedNumber().nullIf("User Info Error"))
            .column("poster_name", text().nullIf("User Info Error"))
            .column("tag_list", text().nullIf("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"))
            .column("is_image_or_video", text())
            .column("image_src", text().nullIf("Image src error."))
            .column("save_location", text().withoutPrefix("Local save in "))
            .column("category", text())
            .ignoring("downloaded");

    private PinTable() {}
}
