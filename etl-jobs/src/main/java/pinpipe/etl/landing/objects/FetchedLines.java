package pinpipe.etl.landing.objects;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import pinpipe.etl.landing.objects.FetchAhead.Stretch;

/** The lines of the splits of a task, fetched from the store. */
public final class FetchedLines extends SplitLines {
    private final ObjectReader objects;
    private final Iterator<ObjectSplit> splits;
    private final FetchAhead fetched;

    /** The lines of these splits, which it fetches many at once. */
    public FetchedLines(ObjectReader objects, List<ObjectSplit> splits) {
        this.objects = objects;
        this.splits = splits.iterator();
        this.fetched = new FetchAhead(
                objects,
                splits.stream().flatMap(split -> stretches(split).stream()).iterator());
    }

    private static List<Stretch> stretches(ObjectSplit split) {
        return isInOnePiece(split)
                ? List.of(new Stretch(split.object(), 0, (int) split.end()))
                : SplitStream.stretches(split);
    }

    private static boolean isInOnePiece(ObjectSplit split) {
        return split.isWhole() && split.end() <= SplitStream.STRETCH;
    }

    @Override
    public boolean nextSplit() throws IOException {
        if (!splits.hasNext()) {
            return false;
        }
        ObjectSplit next = splits.next();
        if (isInOnePiece(next)) {
            begin(next, fetched.next());
        } else {
            begin(next, new SplitStream(next, fetched, objects));
        }
        return true;
    }

    @Override
    public void close() {
        fetched.close();
    }
}
