package pinpipe.cli;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How many cells of a terminal a text takes: none for a combining mark, two for CJK and emoji, else one. */
final class TextWidth {
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private TextWidth() {}

    /** The width in cells. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The text, or where it is wider than so many cells, its beginning and an ellipsis. */
    static String cut(String text, int cells) {
        if (of(text) <= cells) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = cells - 1;
        for (int character : text.codePoints().toArray()) {
            left -= of(character);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return kept.append('…').toString();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return WIDE.contains(UnicodeScript.of(character)) || (character >= 0x1F300 && character <= 0x1FAFF);
    }
}
