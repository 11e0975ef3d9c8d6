package pinpipe.etl.ingest;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.CleanedLine;
import pinpipe.cleaning.CleanedRecord;
import pinpipe.cleaning.CleaningCounts;
import pinpipe.cleaning.Column;
import pinpipe.cleaning.LineCleaner;
import pinpipe.cleaning.Table;

/** Cleans the lines of one partition, one after the other, and ends with a row of what it has counted. */
final class CleanedPartition implements Iterator<Row> {
    private static final String BEFORE_COLUMNS =
            "topic STRING, partition INT, offset BIGINT, position BIGINT, object STRING,"
                    + " _line BIGINT, _records INT, _deleted BOOLEAN, _rescued STRING, _reasons ARRAY<STRING>, _raw BINARY,"
                    + " _counts ARRAY<BIGINT>, ";

    private static final int FIRST_COLUMN = 12;

    private final Table table;
    private final Iterator<Row> lines;
    private final LineCleaner cleaner;
    private final CleaningCounts counts;
    private final int width;
    private Row source;
    private CleanedLine line;
    private int next;
    private boolean counted;

    CleanedPartition(Table table, Iterator<Row> lines) {
        this.table = table;
        this.lines = lines;
        this.cleaner = new LineCleaner(table);
        this.counts = new CleaningCounts(table);
        this.width = FIRST_COLUMN + table.columns().size();
    }

    /** What the rows hold; instants are microseconds since 1970, which no calendar of Java can shift. */
    static StructType schema(Table table) {
        return StructType.fromDDL(BEFORE_COLUMNS + table.ddl().replace(" TIMESTAMP", " BIGINT"));
    }

    @Override
    public boolean hasNext() {
        return isInsideLine() || lines.hasNext() || !counted;
    }

    @Override
    public Row next() {
        if (!isInsideLine() && lines.hasNext()) {
            source = lines.next();
            byte[] raw = source.isNullAt(0) ? null : source.<byte[]>getAs(0);
            line = source.getBoolean(6) ? cleaner.rejectAsOtherTable(raw) : cleaner.clean(raw);
            counts.add(line);
            next = 0;
        }
        if (isInsideLine()) {
            return record(line.record(next), next++);
        }
        if (counted) {
            throw new NoSuchElementException();
        }
        counted = true;
        Object[] values = new Object[width];
        values[11] = Arrays.stream(counts.toNumbers()).boxed().toArray(Long[]::new);
        return RowFactory.create(values);
    }

    private boolean isInsideLine() {
        return line != null && next < line.size();
    }

    private Row record(CleanedRecord record, int number) {
        Object[] values = new Object[width];
        values[0] = source.get(1);
        values[1] = source.get(2);
        values[2] = source.get(3);
        values[3] = source.getLong(4) + number;
        values[4] = source.get(5);
        values[5] = source.get(4);
        values[6] = line.size();
        values[7] = record.isDeleted();
        values[8] = record.rescued();
        values[9] = record.reasons().toArray(String[]::new);
        values[10] = line.isRejected() ? source.get(0) : null;
        for (int column = 0; column < table.columns().size(); column++) {
            values[FIRST_COLUMN + column] = value(record, column);
        }
        return RowFactory.create(values);
    }

    private Object value(CleanedRecord record, int column) {
        Column definition = table.columns().get(column);
        Object value = record.value(column);
        return definition.sqlType().startsWith("ARRAY") && value != null
                ? Arrays.stream((double[]) value).boxed().toArray(Double[]::new)
                : value;
    }
}
