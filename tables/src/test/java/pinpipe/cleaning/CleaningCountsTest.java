package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.cleaning.ColumnType.bigint;
import static pinpipe.cleaning.ColumnType.doubleNumber;
import static pinpipe.cleaning.ColumnType.shortenedNumber;
import static pinpipe.cleaning.ColumnType.text;
import static pinpipe.cleaning.CombinedType.array;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CleaningCountsTest {
    private static final Table PIN = Table.named("pin")
            .key("ind", bigint())
            .column("title", text().nullIf("none"))
            .column("folder", text().withoutPrefix("in "))
            .column("likes", shortenedNumber().nullIf("none"))
            .column("at", array(doubleNumber().from("x"), doubleNumber().from("y")));

    @Test
    void eachRepairIsCountedByColumnAndSentence() {
        CleaningCounts counts = counted(
                "{'ind':1,'title':'','likes':'1k'}",
                "{'ind':2,'title':'none','likes':'none','folder':'in f'}",
                "{'ind':3,'title':'cut \\ud83d','likes':7}",
                "{'ind':4,'title':'\\ude00','likes':'7.0'}",
                "{'ind':5,'likes':'many','x':'1,5','y':NaN,'title':['t']}",
                "{'ind':6,'folder':'in '}");

        assertThat(counts.repairs())
                .isEqualTo(Map.of(
                        "title",
                        Map.of(
                                "blank text becomes null",
                                1L,
                                "placeholder becomes null",
                                1L,
                                "half a surrogate pair becomes U+FFFD",
                                2L,
                                "title_unreadable",
                                1L),
                        "likes",
                        Map.of(
                                "12k and 1.5M become whole numbers",
                                2L,
                                "placeholder becomes null",
                                1L,
                                "likes_unreadable",
                                1L),
                        "folder",
                        Map.of("\"in \" goes", 2L, "blank text becomes null", 1L),
                        "x",
                        Map.of("x_unreadable", 1L),
                        "y",
                        Map.of("y_unreadable", 1L)));
        assertThat(counts.rescued()).isEqualTo(1);
    }

    @Test
    void linesRecordsAndLayersAreCounted() {
        CleaningCounts counts = counted(
                "{'ind':1,'title':'A'}",
                "{'value':{'ind':1,'title':'A'}} ",
                "[{'ind':1,'title':'A'},{'ind':2,'title':'B'}]",
                "hello",
                "");

        assertThat(counts.lines()).isEqualTo(5);
        assertThat(counts.records()).isEqualTo(6);
        assertThat(counts.rejected()).isEqualTo(2);
        assertThat(counts.rescued()).isZero();
        assertThat(counts.unwrapped()).isEqualTo(Map.of("array_wrapped", 2L, "blanks_after", 1L, "value_wrapped", 1L));
    }

    @Test
    void repairsOfRejectedRecordsDoNotCount() {
        CleaningCounts counts = counted("{'ind':'x','title':'none','new':1}", "[{'ind':1,'title':'none'},{}]");

        assertThat(counts.repairs()).isEmpty();
        assertThat(counts.rescued()).isZero();
        assertThat(counts.rejected()).isEqualTo(3);
    }

    @Test
    void aDeletionRepairsAndRescuesNothing() {
        CleaningCounts counts = counted("{'_deleted':true,'_key':'7'}", "{'ind':1,'title':'none','_deleted':1,'a':1}");

        assertThat(counts.repairs()).isEmpty();
        assertThat(counts.rescued()).isZero();
        assertThat(counts.rejected()).isZero();
    }

    @Test
    void countsOfSeveralCleanersAddUp() {
        String[] one = {"{'ind':1,'title':'none','likes':'1k'}", "[{'ind':1,'title':''}]", "hello"};
        String[] two = {"{'ind':1,'title':'none','new':1}", "{'ind':5,'likes':'many','y':NaN}"};
        CleaningCounts sum = new CleaningCounts(PIN);
        sum.add(counted(one).toBytes());
        sum.add(counted(two).toBytes());

        CleaningCounts together = counted(one[0], one[1], one[2], two[0], two[1]);

        assertThat(sum.toBytes()).isEqualTo(together.toBytes());
        assertThat(sum.repairs()).isEqualTo(together.repairs());
        assertThat(sum.unwrapped()).isEqualTo(together.unwrapped());
        assertThat(sum.lines()).isEqualTo(5);
        assertThat(sum.records()).isEqualTo(together.records());
        assertThat(sum.rejected()).isEqualTo(1);
        assertThat(sum.rescued()).isEqualTo(2);
    }

    @Test
    void repairsOfAThousandRecordsInOneLineAreCounted() {
        StringBuilder line = new StringBuilder("[");
        for (int i = 0; i < 1_000; i++) {
            line.append(i == 0 ? "" : ",").append("{'ind':1,'title':'none','likes':'1k','folder':'in f'}");
        }
        assertThat(counted(line.append("]").toString()).repairs().get("title"))
                .containsEntry("placeholder becomes null", 1_000L);
    }

    private static CleaningCounts counted(String... lines) {
        LineCleaner cleaner = new LineCleaner(PIN);
        CleaningCounts counts = new CleaningCounts(PIN);
        for (String line : lines) {
            counts.add(cleaner.clean(CleanedText.utf8(line)));
        }
        return counts;
    }
}
