package pinpipe.cleaning.values;

/** White space in Unicode's sense (property {@code White_Space}): U+00A0 is blank too. */
public final class Blanks {
    private Blanks() {}

    /** True of a text that is empty or all white space. */
    public static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text without the white space around it. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c > '~' && (c == '\u0085' || Character.isSpaceChar(c)));
    }
}
