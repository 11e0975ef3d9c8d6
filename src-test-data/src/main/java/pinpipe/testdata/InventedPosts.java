package pinpipe.testdata;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pinpipe.testdata.Draw.Subject;

/**
 * Invented posts with the facts of the real tables: the same shares of placeholders, kinds of text, blocks of categories
 * and people with many posts.
 *
 * <p>Any row can be asked for, in any order, by its number from 0; none is held in memory. The same seed and count give the
 * same rows on every machine.
 */
public final class InventedPosts implements SourceRows {
    private static final LocalDateTime FIRST_POST = LocalDateTime.of(2017, 10, 19, 0, 0);
    private static final int SECONDS_OF_POSTING = 1_827 * 86_400;
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String UNREADABLE_PAGE = "User Info Error";

    private final long seed;
    private final int count;
    private final Crowd people;
    private final Crowd pages;

    /** Posts numbered from 0 to the count, itself left out; the count is at least 1. */
    public InventedPosts(long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Cannot invent posts: at least 1 is needed, was " + count + ".");
        }
        this.seed = seed;
        this.count = count;
        this.people = new Crowd(Subject.WHO_POSTED, seed, count);
        this.pages = new Crowd(Subject.WHOSE_PAGE, seed, count);
    }

    /** How many posts there are. */
    public int count() {
        return count;
    }

    @Override
    public Stream<Map<String, Object>> of(SourceTable table) {
        return IntStream.range(0, count).mapToObj(post -> row(table, post));
    }

    /** A table's row of a post, as {@link SourceRows#of} describes it. */
    public Map<String, Object> row(SourceTable table, int post) {
        return switch (table) {
            case PIN -> pin(post);
            case GEO -> geo(post);
            case USER -> user(post);
        };
    }

    /** The row of {@code pinterest_data}. */
    public Map<String, Object> pin(int post) {
        Draw draw = Draw.about(Subject.POST, seed, inRange(post));
        Kind kind = Kind.drawn(draw);
        Category category = Category.of(post, count);
        Page page = Page.numbered(pages.behind(post), seed);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("index", post);
        row.put("unique_id", uuid(draw));
        row.put("title", kind.hasTitleAndPoster() ? Phrases.title(category, draw) : "No Title Data Available");
        row.put("description", kind.hasDescription() ? Phrases.description(category, draw) : undescribed(kind));
        row.put("poster_name", kind.hasTitleAndPoster() ? page.name() : UNREADABLE_PAGE);
        row.put("follower_count", kind.hasTitleAndPoster() ? page.followers() : UNREADABLE_PAGE);
        row.put("tag_list", kind.hasTags() ? Phrases.tags(category, draw) : "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e");
        row.put("is_image_or_video", kind.media.written);
        row.put("image_src", kind.hasImage() ? Pictures.address(kind.media, draw) : "Image src error.");
        row.put("downloaded", kind.hasImage() ? 1 : 0);
        row.put("save_location", "Local save in /data/" + category.written);
        row.put("category", category.written);
        return row;
    }

    /** The row of {@code geolocation_data}. */
    public Map<String, Object> geo(int post) {
        Draw draw = Draw.about(Subject.PLACE_IN_TIME, seed, inRange(post));
        Person person = Person.numbered(people.behind(post), seed, count);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ind", post);
        row.put("timestamp", DATETIME.format(FIRST_POST.plusSeconds(draw.below(SECONDS_OF_POSTING))));
        row.put("latitude", person.latitude());
        row.put("longitude", person.longitude());
        row.put("country", person.country());
        return row;
    }

    /** The row of {@code user_data}. */
    public Map<String, Object> user(int post) {
        Person person = Person.numbered(people.behind(inRange(post)), seed, count);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ind", post);
        row.put("first_name", person.firstName());
        row.put("last_name", person.lastName());
        row.put("age", person.age());
        row.put("date_joined", DATETIME.format(person.joined()));
        return row;
    }

    private int inRange(int post) {
        if (post < 0 || post >= count) {
            throw new IndexOutOfBoundsException("Cannot invent post " + post + ": there are " + count + ", from 0.");
        }
        return post;
    }

    private static String undescribed(Kind kind) {
        return kind.media == Kind.Media.STORY ? "No description available Story format" : "No description available";
    }

    /** A random UUID, version 4. */
    private static String uuid(Draw draw) {
        return new UUID((draw.next() & ~0xF000L) | 0x4000L, (draw.next() >>> 2) | Long.MIN_VALUE).toString();
    }
}
