package pinpipe.cleaning;

/** What stands around the JSON of a line. */
final class LineEdges {
    private LineEdges() {}

    /** How many bytes the byte-order mark has with which the line begins; 0 where it has none. */
    static int byteOrderMark(byte[] line, int from, int length) {
        boolean there = length >= 3
                && line[from] == (byte) 0xEF
                && line[from + 1] == (byte) 0xBB
                && line[from + 2] == (byte) 0xBF;
        return there ? 3 : 0;
    }

    /** True if the line ends with white space of JSON. */
    static boolean endsBlank(byte[] line, int from, int length) {
        byte last = length == 0 ? 0 : line[from + length - 1];
        return last == ' ' || last == '\t' || last == '\r' || last == '\n';
    }
}
