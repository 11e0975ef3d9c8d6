package pinpipe.etl.table;

import static pinpipe.etl.flow.Check.missing;
import static pinpipe.etl.flow.Step.on;
import static pinpipe.etl.flow.Step.reading;
import static pinpipe.etl.rule.Text.nullWhen;
import static pinpipe.etl.rule.Text.nullWhenBlank;
import static pinpipe.etl.rule.Text.withoutPrefix;

import pinpipe.etl.flow.Table;
import pinpipe.etl.rule.Numbers;

/** Pins: what was posted. */
public final class PinTable {
    /** One row a post. */
    public static final Table PIN = WholeKey.of(Table.named("pin").keyed("index", "ind"))
            .reads(
                    "unique_id",
                    "title",
                    "description",
                    "poster_name",
                    "follower_count",
                    "tag_list",
                    "is_image_or_video",
                    "image_src",
                    "downloaded",
                    "save_location",
                    "category")
            .cleansEach(
                    text -> on(text, "blank text becomes null", nullWhenBlank()),
                    "unique_id",
                    "title",
                    "description",
                    "poster_name",
                    "follower_count",
                    "tag_list",
                    "is_image_or_video",
                    "image_src",
                    "save_location",
                    "category")
            .cleans(
                    on("title", "placeholder becomes null", nullWhen("No Title Data Available")),
                    on(
                            "description",
                            "placeholder becomes null",
                            nullWhen("No description available", "No description available Story format")),
                    on("poster_name", "placeholder becomes null", nullWhen("User Info Error")),
                    on("follower_count", "placeholder becomes null", nullWhen("User Info Error")),
                    reading("follower_count", "12k and 1.5M become whole numbers", Numbers.shortened()),
                    on("tag_list", "placeholder becomes null", nullWhen("N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e")),
                    on("image_src", "placeholder becomes null", nullWhen("Image src error.")),
                    on("save_location", "keeps only the path", withoutPrefix("Local save in ")))
            .refuses(missing("unique_id_missing", "unique_id"))
            .writes("""
                    ind BIGINT, unique_id STRING, title STRING, description STRING, follower_count BIGINT,
                    poster_name STRING, tag_list STRING, is_image_or_video STRING, image_src STRING,
                    save_location STRING, category STRING""");

    private PinTable() {}
}
