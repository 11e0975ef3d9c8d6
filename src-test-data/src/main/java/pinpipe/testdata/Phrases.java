package pinpipe.testdata;

import java.util.List;
import java.util.Locale;

/** Titles, descriptions and tags in the lengths that people write, about a category's subjects. */
final class Phrases {
    private static final int CUT_AT = 177;
    private static final int SHARE_CUT = 3_600;
    private static final int SHARE_BLANK_TITLE = 5;

    private static final List<String> MANNERS =
            List.of(("Quiet, Handmade, Golden, Weekend, Simple, Bold, Vintage, Sunlit, Tiny, Borrowed, Clever, "
                            + "Mossy, Striped, Unhurried, Everyday, Winter, Seaside, Paper-Thin, Half-Price, Midnight")
                    .split(", "));
    private static final List<String> PURPOSES = List.of(
            "for Small Rooms",
            "You Can Finish Tonight",
            "on a Rainy Sunday",
            "That Cost Next to Nothing",
            "for Beginners",
            "Worth Keeping",
            "With Three Things You Own",
            "for a Crowd of Twelve",
            "Nobody Told You About",
            "in Ten Steps");
    private static final List<String> CLOSINGS = List.of(
            "The Teal Notebook",
            "A Longer Guide With Patterns to Print",
            "Ideas for Every Season of the Year",
            "Part Two",
            "What Went Wrong and What We Would Do Again",
            "Free Checklist");
    private static final List<String> SENTENCES = List.of(
            "We tried %s for a month and kept notes.",
            "Everything you need for %s, and two things you can leave out.",
            "Our neighbour swears by %s!",
            "A short list of %s that survived three house moves.",
            "If you only have an hour, start with %s.",
            "Here is what %s cost us, cent by cent…",
            "Save this for later: %s, step by step.",
            "No glue, no tears, just %s.",
            "Which of these %s would you choose?",
            "Photographs of %s, taken on the same grey morning.");

    private Phrases() {}

    static String title(Category category, Draw draw) {
        if (draw.happens(SHARE_BLANK_TITLE)) {
            return "";
        }
        StringBuilder title = new StringBuilder();
        if (draw.happens(3_000)) {
            title.append(draw.below(90) + 3).append(' ');
        }
        title.append(draw.of(MANNERS)).append(' ').append(draw.of(category.subjects));
        if (draw.happens(8_500)) {
            title.append(' ').append(draw.of(PURPOSES));
        }
        if (draw.happens(2_000)) {
            title.append(" | ").append(draw.of(CLOSINGS));
        }
        return Quirk.inTitle(title.toString(), draw);
    }

    /** A description; one in three is cut after 177 characters and ends in an ellipsis and a no-break space. */
    static String description(Category category, Draw draw) {
        boolean cut = draw.happens(SHARE_CUT);
        int length = cut ? CUT_AT : draw.below(CUT_AT - 40);
        StringBuilder description = new StringBuilder(sentence(category, draw));
        while (description.length() < length) {
            description.append(' ').append(sentence(category, draw));
        }
        String quirky = Quirk.inDescription(description.toString(), draw);
        return cut ? firstCharacters(quirky) + "…\u00A0" : quirky;
    }

    static String tags(Category category, Draw draw) {
        int tags = draw.happens(9_850) ? 9 : 1 + draw.below(8);
        StringBuilder list = new StringBuilder();
        for (int tag = 0; tag < tags; tag++) {
            list.append(tag == 0 ? "" : ",")
                    .append(draw.of(MANNERS))
                    .append(' ')
                    .append(draw.of(category.subjects));
        }
        return list.toString();
    }

    private static String sentence(Category category, Draw draw) {
        return draw.of(SENTENCES).replace("%s", draw.of(category.subjects).toLowerCase(Locale.ROOT));
    }

    /** The first characters, no surrogate pair torn. */
    private static String firstCharacters(String text) {
        int end = Math.min(CUT_AT, text.length());
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
