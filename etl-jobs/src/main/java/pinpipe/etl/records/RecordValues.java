package pinpipe.etl.records;

import java.util.Objects;
import pinpipe.cleaning.CleanedRecord;
import pinpipe.cleaning.Column;
import pinpipe.cleaning.Table;

/** The current record or counts of a cursor, as values of {@link RecordColumns}. */
public final class RecordValues {
    private final RecordCursor cursor;
    private final ValueForm form;
    private final boolean everyRaw;
    private final Column[] tableColumns;
    private final Cached topic = new Cached();
    private final Cached object = new Cached();

    /**
     * Values of a cursor.
     *
     * @param everyRaw true if {@code _raw} is the line of good records, too
     */
    public RecordValues(Table table, RecordCursor cursor, ValueForm form, boolean everyRaw) {
        this.cursor = cursor;
        this.form = form;
        this.everyRaw = everyRaw;
        this.tableColumns = table.columns().toArray(Column[]::new);
    }

    /** The value of a column, by its number. */
    public Object value(int column) {
        LineSource place = cursor.place();
        return switch (column) {
            case RecordColumns.TOPIC -> topic.value(place.topic());
            case RecordColumns.PARTITION -> place.partition();
            case RecordColumns.OBJECT -> object.value(place.object());
            case RecordColumns.OBJECT_NUMBER -> place.number();
            case RecordColumns.SPLIT -> place.split();
            case RecordColumns.COUNTS ->
                cursor.isAtCounts() ? form.struct(cursor.counts().values()) : null;
            default -> cursor.isAtCounts() ? null : valueOfRecord(column, place);
        };
    }

    private Object valueOfRecord(int column, LineSource place) {
        CleanedRecord record = cursor.record();
        return switch (column) {
            case RecordColumns.OFFSET -> place.offset();
            case RecordColumns.POSITION -> place.position() + cursor.number();
            case RecordColumns.LINE -> place.position();
            case RecordColumns.RECORDS -> cursor.line().size();
            case RecordColumns.DELETED -> record.isDeleted();
            case RecordColumns.RESCUED -> form.text(record.rescued());
            case RecordColumns.REASONS -> record.isRejected() ? form.texts(record.reasons()) : null;
            case RecordColumns.LINE_REASONS ->
                cursor.number() == 0 && cursor.line().isRejected()
                        ? form.texts(cursor.line().reasons())
                        : null;
            case RecordColumns.RAW ->
                cursor.number() == 0 && (everyRaw || cursor.line().isRejected())
                        ? form.line(place.bytes(), place.from(), place.length())
                        : null;
            default -> valueOfTable(record, column - RecordColumns.BEFORE_TABLE);
        };
    }

    private Object valueOfTable(CleanedRecord record, int column) {
        if (record.isNull(column)) {
            return null;
        }
        return switch (tableColumns[column].sqlType()) {
            case "STRING" -> form.text(record.text(column));
            case "INT" -> (int) record.number(column);
            case "DOUBLE" -> record.fraction(column, 0);
            case "ARRAY<DOUBLE>" -> form.numbers((double[]) record.value(column));
            default -> record.number(column);
        };
    }

    /** A text that is the same for many records, encoded once. */
    private final class Cached {
        private String text;
        private Object value;

        Object value(String current) {
            if (!Objects.equals(current, text)) {
                text = current;
                value = form.text(current);
            }
            return value;
        }
    }
}
