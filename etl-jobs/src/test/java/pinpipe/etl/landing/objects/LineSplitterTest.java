package pinpipe.etl.landing.objects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line ends at a line feed, and nowhere else. */
class LineSplitterTest {
    @Test
    void aLineEndsAtALineFeedAndNowhereElse() throws IOException {
        assertLines("a\nb\n", "a", "b");
        assertLines("a\nno line feed at the end", "a", "no line feed at the end");
        assertLines("\n\n", "", "");
        assertLines("");
        assertLines("a\r\nb\rc\n\r", "a\r", "b\rc", "\r");
        assertLines("\u00ef\u00bb\u00bfbyte order mark\n", "\u00ef\u00bb\u00bfbyte order mark");
        assertLines("\u0085\u2028\u000b\u000c\u0000\n", "\u0085?\u000b\u000c\u0000");
    }

    @Test
    void aLineMayBeLongerThanAnyBuffer() throws IOException {
        String line = "x".repeat(3_000_000);
        assertLines("a\n" + line + "\nb\n" + line, "a", line, "b", line);
    }

    private static void assertLines(String content, String... lines) throws IOException {
        byte[] bytes = content.getBytes(ISO_8859_1);
        assertThat(lines(new LineSplitter(bytes.clone()))).containsExactly(lines);
        for (int atMost : new int[] {1, 2, 7, Integer.MAX_VALUE}) {
            if (bytes.length < 100 || atMost > 7) {
                assertThat(lines(new LineSplitter(new Trickle(bytes, atMost), 0)))
                        .containsExactly(lines);
            }
        }
    }

    private static List<String> lines(LineSplitter splitter) throws IOException {
        List<String> lines = new ArrayList<>();
        while (splitter.next()) {
            lines.add(new String(splitter.bytes(), splitter.from(), splitter.length(), ISO_8859_1));
        }
        return lines;
    }

    /** Gives a few bytes at a time. */
    private static final class Trickle extends InputStream {
        private final InputStream in;
        private final int atMost;

        Trickle(byte[] bytes, int atMost) {
            this.in = new ByteArrayInputStream(bytes);
            this.atMost = atMost;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return in.read(bytes, from, Math.min(length, atMost));
        }
    }
}
