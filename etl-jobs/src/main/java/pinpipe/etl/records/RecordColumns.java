package pinpipe.etl.records;

import org.apache.spark.sql.types.StructType;
import pinpipe.cleaning.Table;

/**
 * The columns of cleaned records, whatever way their lines were read. A row is a record, or the counts of a split.
 *
 * <p>Of every row: {@code topic}, {@code partition}, {@code object} (a path), {@code _object} (the object's number) and {@code
 * _split} (where the split begins in it, in bytes). Of a record: {@code offset}, {@code position}, {@code _line} (the position of
 * its line), {@code _records} (how many its line holds), {@code _deleted}, {@code _rescued}, {@code _reasons} (why it is rejected;
 * null of a good one) and the table's columns. Of the first record of a line besides: {@code _line_reasons} (the reasons of all its
 * records, one after the other; null of a good line) and {@code _raw} (the line, if it is rejected or every line is asked for). Of
 * counts: {@code _counts}, as {@link SplitCounts} reads them; null of a record. Offsets and positions are as if no line of the
 * object stood before the split.
 */
public final class RecordColumns {
    private static final String COUNTS_TYPE =
            "STRUCT<lines: BIGINT, bytes: BIGINT, first: BIGINT, last: BIGINT, newest: BIGINT, cleaning: BINARY>";

    /** How many columns come before the table's. */
    public static final int BEFORE_TABLE = 15;

    /** The numbers of the columns before the table's. */
    static final int TOPIC = 0;

    static final int PARTITION = 1;
    static final int OFFSET = 2;
    static final int POSITION = 3;
    static final int OBJECT = 4;
    static final int OBJECT_NUMBER = 5;
    static final int SPLIT = 6;
    static final int LINE = 7;
    static final int RECORDS = 8;
    static final int DELETED = 9;
    static final int RESCUED = 10;
    static final int REASONS = 11;
    static final int LINE_REASONS = 12;
    static final int RAW = 13;
    static final int COUNTS = 14;

    private static final String DDL = "topic STRING, partition INT, offset BIGINT, position BIGINT, object STRING,"
            + " _object INT, _split BIGINT, _line BIGINT, _records INT, _deleted BOOLEAN, _rescued STRING,"
            + " _reasons ARRAY<STRING>, _line_reasons ARRAY<STRING>, _raw STRING, _counts " + COUNTS_TYPE + ", ";

    private RecordColumns() {}

    /** The columns of a table's records. */
    public static StructType of(Table table) {
        return StructType.fromDDL(DDL + table.ddl());
    }

    /** What a Spark row is made of on its way from Java: an instant travels as microseconds, which no calendar of Java can shift, a raw line as bytes. */
    public static StructType inJava(Table table) {
        return StructType.fromDDL(
                DDL.replace("_raw STRING", "_raw BINARY") + table.ddl().replace(" TIMESTAMP", " BIGINT"));
    }
}
