package pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final String LONG = "a sentence of which the end matters more than all that comes before it.";

    private final TextTable table = new TextTable(List.of("run", "what", "why"), List.of(true, false, false));

    @Test
    void aWideTextIsCut() {
        table.add(List.of("1", LONG, "short"));

        assertThat(table.toString()).contains(LONG.substring(0, 39) + "…  short\n");
    }

    @Test
    void whatStandsAtTheEndIsLeftWholeWhereThatIsAsked() {
        table.endingWhole().add(List.of("1", LONG, LONG));

        assertThat(table.toString())
                .isEqualTo("run  what" + " ".repeat(38) + "why\n"
                        + "---  " + "-".repeat(40) + "  " + "-".repeat(40) + "\n"
                        + "  1  " + LONG.substring(0, 39) + "…  " + LONG + "\n");
    }
}
