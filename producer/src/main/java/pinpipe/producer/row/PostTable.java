package pinpipe.producer.row;

import java.util.List;

/**
 * A table whose rows are sent, mostly one of those that describe a post.
 *
 * @param name its name in the database
 * @param kind what its rows are called on the way: the end of the topic's name
 */
public record PostTable(String name, String kind) {
    /** The three tables, one row of each per post; the first one says which posts there are. */
    public static final List<PostTable> ALL = List.of(
            new PostTable("pinterest_data", "pin"),
            new PostTable("geolocation_data", "geo"),
            new PostTable("user_data", "user"));

    /** The table of that name: one of {@link #ALL}, or another one, whose rows are called by its own name. */
    public static PostTable named(String name) {
        return ALL.stream()
                .filter(table -> table.name.equals(name))
                .findFirst()
                .orElseGet(() -> new PostTable(name, name));
    }

    /** The Kafka topic for its rows, such as {@code 0a1b2c3d4e5f.pin}. */
    public String topic(String prefix) {
        return prefix + "." + kind;
    }

    /** The Kinesis stream for its rows, such as {@code streaming-0a1b2c3d4e5f-pin}. */
    public String stream(String prefix) {
        return "streaming-" + prefix + "-" + kind;
    }
}
