package pinpipe.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From arrival to table: when records had arrived, and when the batch that has them was told of, both in their order. */
final class Delays {
    private final List<Long> arrived = new ArrayList<>();

    /** So many more records have arrived, at this time in nanoseconds. */
    void arrived(int records, long nanos) {
        for (int i = 0; i < records; i++) {
            arrived.add(nanos);
        }
    }

    int records() {
        return arrived.size();
    }

    /**
     * The seconds of each record, sorted.
     *
     * @param without so many of the first records, in which the process became warm
     */
    double[] seconds(List<LiveProcess.Batch> batches, int without) {
        double[] seconds = new double[arrived.size()];
        int next = 0;
        for (LiveProcess.Batch batch : batches) {
            for (; next < Math.min(batch.records(), seconds.length); next++) {
                seconds[next] = (batch.nanos() - arrived.get(next)) / 1e9;
            }
        }
        double[] counted = Arrays.copyOfRange(seconds, Math.min(without, next), next);
        Arrays.sort(counted);
        return counted;
    }

    /** What so large a share of sorted figures does not pass; zero where there is none. */
    static double share(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }
}
