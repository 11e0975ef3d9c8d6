package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;
import pinpipe.etl.run.Bookmark.Mark;

/** What is made of objects that lie where others were read before. */
class MadeAgainTest {
    private static final LandedObject FIRST = object(0, 50);
    private static final LandedObject SECOND = object(10, 60);
    private static final Bookmark BOOKMARK = new Bookmark(
            Map.of(0, new Mark(0, 20, List.of(), SECOND.path(), 1, 30), 1, new Mark(0, 5, List.of(), "", 1, 20)),
            List.of());

    @Test
    void oneOtherRecordIsEnough() {
        Evidence evidence = new Evidence(Set.of(FIRST.path(), SECOND.path()), Map.of(SECOND.path(), 13L));

        assertThat(found(evidence, FIRST, SECOND))
                .contains(new MadeAgain(
                        "Cannot clean t: topic t seems to have been deleted and made again: at partition 0 offset 13 lies now another record than the one that was read (topics/t/partition=0/t+0+0000000010.json). If it was, run again with --new-epoch; if that object was changed by hand, put it back, or make the table anew with --rebuild.",
                        60));
    }

    @Test
    void whatAgreesOrWasReadJustSoIsAnotherDelivery() {
        assertThat(found(new Evidence(Set.of(SECOND.path()), Map.of()))).isEmpty();
        assertThat(found(new Evidence(Set.of(), Map.of()), FIRST, SECOND)).isEmpty();
    }

    @Test
    void whatCannotBeToldApartIsNotTrusted() {
        assertThat(found(new Evidence(Set.of(), Map.of()), SECOND))
                .contains(new MadeAgain(
                        "Cannot clean t: topic t may have been deleted and made again: topics/t/partition=0/t+0+0000000000.json lies where partition 0 was read before, and nothing is left to compare it with. If it was, run again with --new-epoch; if not, make the table anew with --rebuild.",
                        50));
    }

    @Test
    void theOldTopicEndsWithWhatGoesOnBehindItBeforeTheFirstSuspectObject() {
        MadeAgain found = new MadeAgain("", 50);

        assertThat(found.endOfOld(BOOKMARK, PathsRead.NONE, List.of(FIRST, SECOND)))
                .isEqualTo(30);
        assertThat(found.endOfOld(BOOKMARK, PathsRead.NONE, List.of(object(20, 40), object(30, 70))))
                .isEqualTo(40);
        assertThat(new MadeAgain("", 25).endOfOld(BOOKMARK, PathsRead.NONE, List.of()))
                .isEqualTo(24);
    }

    private static Optional<MadeAgain> found(Evidence evidence, LandedObject... known) {
        return MadeAgain.of("t", "t", BOOKMARK, List.of(FIRST, SECOND), evidence, paths(known));
    }

    private static Set<String> paths(LandedObject... objects) {
        return Stream.of(objects).map(LandedObject::path).collect(Collectors.toSet());
    }

    private static LandedObject object(long offset, long modified) {
        String path = ObjectName.path("t", 0, offset, false);
        return new LandedObject(path, 1, modified, ObjectName.read(path).orElseThrow());
    }
}
