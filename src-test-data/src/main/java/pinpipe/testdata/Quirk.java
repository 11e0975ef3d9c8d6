package pinpipe.testdata;

import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** What people's texts hold and naive programs break on, with how often each occurs in ten thousand. */
enum Quirk {
    APOSTROPHE(700, 1_700, 220, text -> "Nana's " + text),
    ACCENT(600, 700, 150, text -> "Café " + text),
    CURLY_QUOTES(200, 680, 16, text -> "“" + text + "”"),
    QUOTES(90, 240, 8, text -> '"' + text + '"'),
    CYRILLIC(40, 40, 12, text -> text + " своими руками"),
    BACKSLASH(30, 30, 8, text -> text + " \\o/"),
    EMOJI(80, 50, 10, text -> text + " \uD83C\uDFA8"),
    JOINED_EMOJI(40, 30, 8, text -> "\uD83D\uDC69\u200D\uD83C\uDFA8 " + text),
    NO_BREAK_SPACE(40, 40, 0, text -> text.replaceFirst(" ", "\u00A0")),
    NEW_LINE(40, 0, 0, text -> text.replaceFirst(" ", "\n")),
    TRAILING_BLANK(40, 0, 176, text -> text + " ");

    private final int inTitles;
    private final int inDescriptions;
    private final int inPageNames;

    @SuppressWarnings("ImmutableEnumChecker") // The effects hold nothing that could change.
    private final UnaryOperator<String> effect;

    Quirk(int inTitles, int inDescriptions, int inPageNames, UnaryOperator<String> effect) {
        this.inTitles = inTitles;
        this.inDescriptions = inDescriptions;
        this.inPageNames = inPageNames;
        this.effect = effect;
    }

    static String inTitle(String text, Draw draw) {
        return quirky(text, quirk -> quirk.inTitles, draw);
    }

    static String inDescription(String text, Draw draw) {
        return quirky(text, quirk -> quirk.inDescriptions, draw);
    }

    static String inPageName(String text, Draw draw) {
        return quirky(text, quirk -> quirk.inPageNames, draw);
    }

    private static String quirky(String text, ToIntFunction<Quirk> inTenThousand, Draw draw) {
        String quirky = text;
        for (Quirk quirk : values()) {
            if (draw.happens(inTenThousand.applyAsInt(quirk))) {
                quirky = quirk.effect.apply(quirky);
            }
        }
        return quirky;
    }
}
