package pinpipe.testdata;

import java.util.List;
import pinpipe.testdata.Draw.Subject;

/**
 * The page that a post stands on.
 *
 * @param name the poster's name
 * @param followers how many follow it, as shown: {@code 708}, {@code 12k} or {@code 2M}
 */
record Page(String name, String followers) {
    private static final List<String> FIRST_WORDS =
            List.of(("Paper, Teal, Harbour, Maple, Copper, Linen, Velvet, Pebble, Saffron, Lantern, Orchard, "
                            + "Juniper, Marble, Tidal, Attic, Barefoot, Clover, Drizzle, Ember, Feather")
                    .split(", "));
    private static final List<String> SECOND_WORDS =
            List.of(("Kettle, Notebook, Workshop, Almanac, Cupboard, Studio, Parlour, Compass, Needle, Garden, "
                            + "Ladder, Market, Post, Journal, Window, Pocket, Thimble, Bench, Kitchen, Atlas")
                    .split(", "));
    private static final List<String> TAGLINES = List.of(
            "Ideas for Patient People", "Weekly Notes From a Small House", "Patterns and Pictures", "Since 1998");

    static Page numbered(long number, long seed) {
        Draw draw = Draw.about(Subject.PAGE, seed, number);
        String name = draw.of(FIRST_WORDS) + " " + draw.of(SECOND_WORDS);
        if (draw.happens(7_000)) {
            name += " " + (draw.below(998) + 2);
        }
        if (draw.happens(1_500)) {
            name += " | " + draw.of(TAGLINES);
        }
        return new Page(Quirk.inPageName(name, draw), followers(draw));
    }

    private static String followers(Draw draw) {
        int share = draw.below(10_000);
        if (share < 1_630) {
            return Integer.toString(draw.lowBelow(999));
        }
        return share < 9_180 ? (1 + draw.lowBelow(991)) + "k" : (1 + draw.lowBelow(15)) + "M";
    }
}
