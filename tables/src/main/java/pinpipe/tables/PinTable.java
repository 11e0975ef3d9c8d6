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
            .column("unique_id", text().required().nearlyUnique())
            .column("title", text().nullIf("No Title Data Available").nearlyUnique())
            .column(
                    "description",
                    text().nullIf("No description available", "No description available Story format")
                            .nearlyUnique())
            .column("follower_count", shortenedNumber().nullIf("User Info Error"))
            .column("poster_name", text().nullIf("User Info Error"))
            .column(
                    "tag_list",
                    text().nullIf("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e").nearlyUnique())
            .column("is_image_or_video", text())
            .column("image_src", text().nullIf("Image src error.").nearlyUnique())
            .column("save_location", text().withoutPrefix("Local save in "))
            .column("category", text())
            .ignoring("downloaded");

    private PinTable() {}
}
