package pinpipe.cleaning;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What is counted while lines are cleaned; counts of several cleaners can be added up. */
public final class CleaningCounts {
    private final Table table;
    private long lines;
    private long records;
    private long rejected;
    private long rescued;
    private final long[] layers = new long[Layer.values().length];
    private final long[] repairs;

    /** Nothing counted yet. */
    public CleaningCounts(Table table) {
        this.table = table;
        this.repairs = new long[RepairKind.codes(table.fields().size())];
    }

    /** Counts a line and its records. Repairs and rescued fields count for good records only. */
    public void add(CleanedLine line) {
        lines++;
        records += line.size();
        for (int i = 0; i < line.size(); i++) {
            CleanedRecord record = line.record(i);
            for (Layer layer : record.layers()) {
                layers[layer.code()]++;
            }
            if (record.isRejected()) {
                rejected++;
            } else {
                rescued += record.isDeleted() || record.rescuedFields().isEmpty() ? 0 : 1;
                record.countRepairs(repairs);
            }
        }
    }

    /** All counts in a few bytes, for {@link #add(byte[])}: the number and the value of each that is not 0. */
    public byte[] toBytes() {
        long[] numbers = toNumbers();
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * (Short.BYTES + Long.BYTES));
        for (short i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                bytes.putShort(i).putLong(numbers[i]);
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Adds counts of the same table, as {@link #toBytes} gives them. */
    public void add(byte[] counts) {
        long[] numbers = new long[toNumbers().length];
        ByteBuffer bytes = ByteBuffer.wrap(counts);
        while (bytes.hasRemaining()) {
            numbers[bytes.getShort()] = bytes.getLong();
        }
        add(numbers);
    }

    private long[] toNumbers() {
        long[] numbers = new long[4 + layers.length + repairs.length];
        numbers[0] = lines;
        numbers[1] = records;
        numbers[2] = rejected;
        numbers[3] = rescued;
        System.arraycopy(layers, 0, numbers, 4, layers.length);
        System.arraycopy(repairs, 0, numbers, 4 + layers.length, repairs.length);
        return numbers;
    }

    private void add(long[] numbers) {
        lines += numbers[0];
        records += numbers[1];
        rejected += numbers[2];
        rescued += numbers[3];
        for (int i = 0; i < layers.length; i++) {
            layers[i] += numbers[4 + i];
        }
        for (int i = 0; i < repairs.length; i++) {
            repairs[i] += numbers[4 + layers.length + i];
        }
    }

    /** Lines, counted before parsing. */
    public long lines() {
        return lines;
    }

    /** Records: a line that holds several counts each, one that holds none counts one. */
    public long records() {
        return records;
    }

    /** Rejected records; one that was delivered twice counts twice. */
    public long rejected() {
        return rejected;
    }

    /** Good records with fields that were kept aside; a deletion keeps none. */
    public long rescued() {
        return rescued;
    }

    /** Records by the layers that were unwrapped around them, without zeros. */
    public Map<String, Long> unwrapped() {
        Map<String, Long> counts = new TreeMap<>();
        for (Layer layer : Layer.values()) {
            if (layers[layer.code()] > 0) {
                counts.put(layer.label(), layers[layer.code()]);
            }
        }
        return counts;
    }

    /** Values that were changed or could not be read among good records, by column and sentence, without zeros. */
    public Map<String, Map<String, Long>> repairs() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (int code = 0; code < repairs.length; code++) {
            if (repairs[code] > 0) {
                Field field = table.fields().get(RepairKind.field(code));
                counts.computeIfAbsent(field.label(), none -> new TreeMap<>())
                        .put(RepairKind.of(code).sentence(field), repairs[code]);
            }
        }
        return counts;
    }
}
