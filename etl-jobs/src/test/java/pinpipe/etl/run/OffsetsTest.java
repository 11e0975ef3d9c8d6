package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pinpipe.etl.landing.objects.LandedObject;
import pinpipe.etl.landing.objects.ObjectName;
import pinpipe.etl.run.Bookmark.Gap;
import pinpipe.etl.run.Bookmark.Mark;

/** Which objects are new, what their offsets prove, and what must wait. */
class OffsetsTest {
    private static final long LONG_AGO = 0;
    private static final long NOW = 1_000_000;
    private static final long GRACE_BEGAN = 500_000;

    private Bookmark bookmark = Bookmark.START;
    private final Map<String, Long> lines = new HashMap<>();
    private final List<LandedObject> landed = new ArrayList<>();

    @Test
    void objectsThatFollowEachOtherMoveTheBookmark() {
        Settlement settled = run(object(0, 10), object(10, 5), object(15, 1));

        assertThat(mark()).isEqualTo(new Mark(0, 16, List.of(), path(15), 1, 0));
        assertThat(settled.source().offsets()).containsEntry("0", new Source.Offsets(0, 16));
        assertThat(settled.source().gaps()).isEmpty();
        assertThat(fresh()).isEmpty();
    }

    @Test
    void aTopicMayBeginAnywhere() {
        Settlement settled = run(object(700, 10));

        assertThat(mark().next()).isEqualTo(710);
        assertThat(settled.source().gaps()).isEmpty();
    }

    @Test
    void anObjectBeyondAYoungGapWaitsAndAllBehindItToo() {
        run(object(0, 10));
        Settlement settled = run(object(10, 2), object(20, 5, NOW), object(25, 5, NOW));

        assertThat(settled.objects()).extracting(LandedObject::path).containsExactly(path(10));
        assertThat(settled.source().gaps()).containsExactly(new Source.Gap(0, 12, 20, "open"));
        assertThat(mark().next()).isEqualTo(12);
        assertThat(Fresh.of(bookmark, landed, PathsRead.NONE, GRACE_BEGAN).open())
                .containsExactly(new Source.Gap(0, 12, 20, "open"));
        assertThat(fresh()).isEmpty();
    }

    @Test
    void aGapThatIsFilledInTimeLeavesNoTrace() {
        run(object(0, 10));
        run(object(10, 2), object(20, 5, NOW));
        Settlement settled = run(object(12, 8, NOW));

        assertThat(settled.source().gaps()).isEmpty();
        assertThat(mark()).isEqualTo(new Mark(0, 25, List.of(), path(20), 5, NOW));
    }

    @Test
    void aGapOlderThanTheGraceIsPassedAndRemembered() {
        Settlement settled = run(object(0, 10), object(20, 5));

        assertThat(settled.source().gaps()).containsExactly(new Source.Gap(0, 10, 20, "passed"));
        assertThat(mark().gaps()).containsExactly(new Gap(10, 20));
    }

    @Test
    void anObjectThatFillsAPassedGapLaterIsStillRead() {
        run(object(0, 10), object(20, 5));
        Settlement settled = run(object(12, 3));

        assertThat(settled.objects()).extracting(LandedObject::path).containsExactly(path(12));
        assertThat(settled.source().gaps()).containsExactly(new Source.Gap(0, 12, 15, "filled late"));
        assertThat(mark().gaps()).containsExactly(new Gap(10, 12), new Gap(15, 20));
        assertThat(mark().next()).isEqualTo(25);
    }

    @Test
    void anObjectBeforeAllThatWasReadIsRead() {
        run(object(100, 10));
        Settlement settled = run(object(50, 10));

        assertThat(settled.source().gaps()).containsExactly(new Source.Gap(0, 60, 100, "passed"));
        assertThat(mark()).isEqualTo(new Mark(50, 110, List.of(new Gap(60, 100)), path(100), 10, 0));
        assertThat(fresh()).isEmpty();
    }

    @Test
    void ofWhatComesBeforeAllThatWasReadOnlyTheHolesAreGaps() {
        run(object(100, 10));
        Settlement settled = run(object(50, 10), object(70, 20), object(90, 10));

        assertThat(settled.source().gaps()).containsExactly(new Source.Gap(0, 60, 70, "passed"));
        assertThat(mark()).isEqualTo(new Mark(50, 110, List.of(new Gap(60, 70)), path(100), 10, 0));
    }

    @Test
    void objectsThatWereDeletedBeforeTheyWereReadAreAGap() {
        run(object(0, 10));
        landed.clear();
        Settlement settled = run(object(300, 5));

        assertThat(settled.source().gaps()).containsExactly(new Source.Gap(0, 10, 300, "passed"));
        assertThat(mark().next()).isEqualTo(305);
    }

    @Test
    void onlyAGapThatNothingListedBeginsInStopsARun() {
        run(object(0, 10));
        Source source = run(object(20, 5)).source();

        assertThat(OffsetGaps.FAIL.stop(source, landed)).isTrue();
        assertThat(OffsetGaps.WARN.stop(source, landed)).isFalse();
        landed.add(object(15, 5));
        assertThat(OffsetGaps.FAIL.stop(source, landed)).isFalse();
    }

    @Test
    void aGapThatIsStillWaitedForStopsNoRun() {
        run(object(0, 10));

        assertThat(OffsetGaps.FAIL.stop(run(object(10, 2), object(20, 5, NOW)).source(), landed))
                .isFalse();
    }

    @Test
    void itIsToldWhichOffsetsArePassedAndWhereAPartitionBegins() {
        LandedObject hour = interleaved("topics/t/year=2024/month=01/day=31/hour=07/t+2+0000000040.json");
        List<LandedObject> objects = List.of(object(700, 10), object(711, 5), inPartition(1, 0, 3), hour);
        Plan plan = new Plan(1, false, objects, bookmark);
        Source source = Settlement.of(plan, lines, List.of(), GRACE_BEGAN).source();

        assertThat(OffsetGaps.warnings("t", plan, source))
                .containsExactly(
                        "t: partition 0 is known from offset 700 on; what was before it has not landed, and is read if it lands later.",
                        "t: partition 2 is known from offset 40 on; what was before it has not landed, and is read if it lands later.",
                        "t: offset 710 of partition 0 has not landed; passed, and read if it lands later.");
    }

    @Test
    void ofManyPassedGapsTheFirstTwentyAreTold() {
        LandedObject[] everyOther = java.util.stream.LongStream.range(0, 30)
                .mapToObj(i -> object(2 * i, 1))
                .toArray(LandedObject[]::new);
        Source source = run(everyOther).source();

        assertThat(OffsetGaps.warnings("t", new Plan(2, false, List.of(), bookmark), source))
                .hasSize(21)
                .last()
                .isEqualTo("t: 9 more such stretches were passed; source.gaps of the report has all.");
    }

    @Test
    void offsetsThatComeTwiceAreCountedAsAnOverlap() {
        Settlement settled = run(object(0, 10), object(5, 10));

        assertThat(settled.source().overlaps()).containsExactly(new Source.Overlap(0, 5, 10));
        assertThat(mark().next()).isEqualTo(15);
    }

    @Test
    void theLastObjectIsReadAgainIfItHasGrown() {
        run(object(0, 10));
        landed.clear();
        Settlement settled = run(object(0, 14));

        assertThat(settled.source().overlaps()).containsExactly(new Source.Overlap(0, 0, 10));
        assertThat(mark().next()).isEqualTo(14);
        assertThat(fresh()).isEmpty();
    }

    @Test
    void whatWasWrittenLaterAtOffsetsThatWereReadIsReadOnceMore() {
        run(object(0, 10), object(10, 10));
        landed.clear();
        Settlement settled = run(object(0, 10, NOW), object(10, 10));

        assertThat(settled.objects()).extracting(LandedObject::path).containsExactly(path(0));
        assertThat(settled.source().overlaps()).containsExactly(new Source.Overlap(0, 0, 10));
        assertThat(mark()).isEqualTo(new Mark(0, 20, List.of(), path(10), 10, NOW));
        assertThat(fresh()).isEmpty();
    }

    @Test
    void anotherEpochBeginsBehindAllOffsetsAndKnowsNothingOfWhatWasWrittenBefore() {
        LandedObject old = object(3, 5);
        run(object(0, 3), old, inPartition(1, 0, 20));
        bookmark = bookmark.newEpoch(LONG_AGO, 0);
        LandedObject young = object(0, 2, NOW);
        Settlement settled = run(young);

        assertThat(settled.objects()).containsExactly(young);
        assertThat(settled.source().gaps()).isEmpty();
        assertThat(bookmark.base(old)).isZero();
        assertThat(bookmark.base(young)).isEqualTo(20);
        assertThat(mark().next()).isEqualTo(2);
        assertThat(bookmark.newEpoch(NOW, 0).base(object(0, 2, NOW + 1))).isEqualTo(22);
        assertThat(Bookmark.read(bookmark.json())).isEqualTo(bookmark);
    }

    @Test
    void aRebuildReadsAllEpochsAndStandsWhereTheLastOneStands() {
        run(object(0, 3), object(3, 5));
        bookmark = bookmark.newEpoch(LONG_AGO, 0);
        run(object(0, 2, NOW));

        Plan plan = new Plan(2, true, landed, bookmark.unread());
        Settlement settled = Settlement.of(plan, lines, List.of(), GRACE_BEGAN);

        assertThat(settled.objects()).isEqualTo(landed);
        assertThat(settled.after()).isEqualTo(bookmark);
    }

    @Test
    void anEmptyObjectIsReadOnce() {
        run(object(0, 10), object(10, 0));

        assertThat(mark().next()).isEqualTo(10);
        assertThat(fresh()).isEmpty();
    }

    @Test
    void partitionsDoNotWaitForEachOther() {
        run(object(0, 10));
        Settlement settled = run(object(20, 5, NOW), inPartition(1, 0, 3));

        assertThat(settled.objects())
                .extracting(object -> object.name().partition())
                .containsExactly(1);
        assertThat(bookmark.partitions().get(1).next()).isEqualTo(3);
        assertThat(mark().next()).isEqualTo(10);
    }

    @Test
    void outsideFoldersOfConsecutiveOffsetsWhatWasReadIsKnownByItsName() {
        String hour = "topics/t/year=2024/month=01/day=31/hour=07/t+0+%010d.json";
        LandedObject one = interleaved(hour.formatted(0));
        LandedObject late = interleaved(hour.formatted(3));

        Fresh fresh = Fresh.of(bookmark, List.of(one, late), PathsRead.of(Map.of(one.path(), LONG_AGO)), GRACE_BEGAN);

        assertThat(fresh.objects()).containsExactly(late);
        LandedObject anew = new LandedObject(one.path(), 1, NOW, one.name());
        LandedObject elsewhere = interleaved("topics/t/year=2024/month=02/t+0+0000000000.json");
        PathsRead read = PathsRead.of(Map.of(one.path(), LONG_AGO));
        assertThat(List.of(one, late, anew, elsewhere))
                .filteredOn(read::comesAgain)
                .containsExactly(anew, elsewhere);
        assertThat(read.next()).isEqualTo(1);
    }

    /** Plans what is new among all that has landed so far, settles it, and moves the bookmark. */
    private Settlement run(LandedObject... more) {
        landed.addAll(List.of(more));
        landed.sort(java.util.Comparator.comparingInt(
                        (LandedObject object) -> object.name().partition())
                .thenComparingLong(object -> object.name().firstOffset()));
        Fresh fresh = Fresh.of(bookmark, landed, PathsRead.NONE, GRACE_BEGAN);
        Settlement settled =
                Settlement.of(new Plan(1, false, fresh.objects(), bookmark), lines, fresh.open(), GRACE_BEGAN);
        bookmark = settled.after();
        return settled;
    }

    private List<LandedObject> fresh() {
        return Fresh.of(bookmark, landed, PathsRead.NONE, GRACE_BEGAN).objects();
    }

    private Mark mark() {
        return bookmark.partitions().get(0);
    }

    private static String path(long offset) {
        return ObjectName.path("t", 0, offset, false);
    }

    private LandedObject object(long offset, long count) {
        return object(offset, count, LONG_AGO);
    }

    private LandedObject object(long offset, long count, long modified) {
        return landed(ObjectName.path("t", 0, offset, false), count, modified);
    }

    private LandedObject inPartition(int partition, long offset, long count) {
        return landed(ObjectName.path("t", partition, offset, false), count, LONG_AGO);
    }

    private LandedObject interleaved(String path) {
        return landed(path, 1, LONG_AGO);
    }

    private LandedObject landed(String path, long count, long modified) {
        lines.put(path, count);
        return new LandedObject(path, count, modified, ObjectName.read(path).orElseThrow());
    }
}
