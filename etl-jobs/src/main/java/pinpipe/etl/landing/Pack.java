package pinpipe.etl.landing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Neighbouring objects of a partition that become one, held in memory: the first, and those whose lines follow without a hole.
 * It has the name of the first, since a line's offset is counted from there; so it is what a sink would have written that
 * waited for more records.
 */
final class Pack {
    private final String path;
    private final long first;
    private final boolean full;
    private final List<byte[]> lines;
    private final List<String> others = new ArrayList<>();
    private long bytes;
    private boolean grown;

    /** An object as it lies there. */
    record Part(String path, long first, List<byte[]> lines) {
        long bytes() {
            return lines.stream().mapToLong(line -> line.length + 1L).sum();
        }
    }

    /**
     * Begins with this object.
     *
     * @param full true if it takes none besides
     */
    Pack(Part part, boolean full) {
        this.path = part.path();
        this.first = part.first();
        this.full = full;
        this.lines = new ArrayList<>(part.lines());
        this.bytes = part.bytes();
    }

    /** True if it has all lines of this object at their offsets: a packing was stopped before it had removed it. */
    boolean has(Part part) {
        long begin = part.first() - first;
        if (begin < 0 || begin + part.lines().size() > lines.size()) {
            return false;
        }
        for (int line = 0; line < part.lines().size(); line++) {
            if (!Arrays.equals(part.lines().get(line), lines.get((int) begin + line))) {
                return false;
            }
        }
        return true;
    }

    /** True if this object follows without a hole, and there is room for it. */
    boolean takes(Part part, long mostBytes) {
        return !full && part.first() == first + lines.size() && bytes + part.bytes() <= mostBytes;
    }

    void add(Part part) {
        lines.addAll(part.lines());
        bytes += part.bytes();
        others.add(part.path());
        grown = true;
    }

    /** Keeps that this object, whose lines it {@link #has}, need not lie there. */
    void without(Part part) {
        others.add(part.path());
    }

    /** The object that it is to be. */
    String path() {
        return path;
    }

    /** The objects that it makes needless. */
    List<String> others() {
        return others;
    }

    /** True if it is another object than the one that lies at its path. */
    boolean isGrown() {
        return grown;
    }

    /** The object's bytes. */
    byte[] content() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (OutputStream out = path.endsWith(".gz") ? new GZIPOutputStream(content) : content) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        return content.toByteArray();
    }
}
