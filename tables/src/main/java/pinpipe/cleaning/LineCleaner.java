package pinpipe.cleaning;

import pinpipe.cleaning.json.JsonTree;
import pinpipe.cleaning.json.JsonTree.JsonObject;
import pinpipe.cleaning.values.Reading;
import pinpipe.cleaning.values.Value;

/**
 * Turns lines of a table's topic into clean records. It reuses what it returns, so that a line costs little more than its
 * texts: one cleaner a thread, and nothing of a line is kept beyond the next one. It never throws on what a line holds.
 */
public final class LineCleaner {
    private final Table table;
    private final CleanedLine line;
    private final BareObject bareObject;
    private final EnvelopeUnwrapper unwrapper;
    private final FieldCleaner fields;

    /** A cleaner for lines of this table's topic. */
    public LineCleaner(Table table) {
        this.table = table;
        this.line = new CleanedLine(table);
        this.bareObject = new BareObject(table);
        this.unwrapper = new EnvelopeUnwrapper(table);
        this.fields = new FieldCleaner(table);
    }

    /** Cleans a line in UTF-8, without its line feed; null is an empty one. */
    public CleanedLine clean(byte[] utf8) {
        return utf8 == null ? clean(new byte[0], 0, 0) : clean(utf8, 0, utf8.length);
    }

    /** Cleans the line that stands in these bytes. The result is valid until the next call. */
    public CleanedLine clean(byte[] bytes, int from, int length) {
        read(bytes, from, length);
        line.finish();
        return line;
    }

    /** Rejects a line of a shared stream that belongs to no table, whatever it says, as one of another table. */
    public CleanedLine rejectAsOtherTable(byte[] bytes, int from, int length) {
        read(bytes, from, length);
        for (int i = 0; i < line.size(); i++) {
            line.record(i).reject(Table.OTHER_TABLE);
        }
        line.finish();
        return line;
    }

    private void read(byte[] bytes, int from, int length) {
        line.begin();
        CleanedRecord bare = line.next();
        if (!bareObject.read(bytes, from, length, bare)) {
            unwrap(bytes, from, length);
            return;
        }
        if (LineEdges.endsBlank(bytes, from, length)) {
            bare.unwrapped(Layer.BLANKS_AFTER);
        }
        clean(bare);
    }

    private void unwrap(byte[] bytes, int from, int length) {
        line.begin();
        for (Unwrapped unwrapped : unwrapper.unwrap(bytes, from, length)) {
            CleanedRecord record = line.next();
            unwrapped.layers().forEach(record::unwrapped);
            if (unwrapped.problem() != null) {
                record.reject(unwrapped.problem().reason());
            } else {
                take(unwrapped, record);
                clean(record);
            }
        }
    }

    private void take(Unwrapped unwrapped, CleanedRecord record) {
        JsonObject row = unwrapped.row();
        if (unwrapped.deleted()) {
            record.delete();
        }
        for (int i = 0; i < row.size(); i++) {
            Object value = row.value(i);
            if (Deletion.isMark(row.name(i))) {
                mark(value, record);
            } else if (table.field(row.name(i)) == null) {
                record.rescuedFields().add(row.name(i), value);
            } else {
                take(table.field(row.name(i)), value, record);
            }
        }
        takeMessageKey(row, record);
    }

    private static void mark(Object value, CleanedRecord record) {
        Boolean deleted = Deletion.read(value);
        if (deleted == null) {
            record.reject(Table.DELETED_UNREADABLE);
        } else if (deleted) {
            record.delete();
        }
    }

    /** Of two names of a field the preferred one counts, and the other is kept aside; of one name that comes twice, the last. */
    private void take(Table.FieldName name, Object value, CleanedRecord record) {
        FieldValue field = record.value(name.field());
        String written = name.field().names().get(name.rank());
        if (field.came() && field.rank() < name.rank()) {
            record.rescuedFields().add(written, value);
            return;
        }
        if (field.came() && field.rank() > name.rank()) {
            record.rescuedFields().add(name.field().names().get(field.rank()), field.source());
        } else if (field.came() && name.field().isKey() && !sameKey(field, value)) {
            record.reject(Table.KEYS_DIFFER);
        }
        field.take(name.rank(), value);
        if (field.isStructure() && name.field().type() != null && !readsStructures(name.field())) {
            record.rescuedFields().add(written, value);
        }
    }

    private static boolean readsStructures(Field field) {
        return field.type().format() == ValueFormat.TIMESTAMP;
    }

    private boolean sameKey(FieldValue first, Object second) {
        String one = first.written();
        String other = JsonTree.text(second);
        if (one == null || other == null) {
            return one == null && other == null;
        }
        Value left = new Value();
        Value right = new Value();
        ValueFormat format = table.fields().get(0).type().format();
        return one.equals(other)
                || (format.isNumeric()
                        && format.read(one, left) == Reading.READ
                        && format.read(other, right) == Reading.READ
                        && left.bits == right.bits);
    }

    private void takeMessageKey(JsonObject row, CleanedRecord record) {
        FieldValue key = record.value(table.fields().get(0));
        if (record.isDeleted() && !key.came() && row.has(Deletion.MESSAGE_KEY)) {
            String text = Deletion.key(row.get(Deletion.MESSAGE_KEY), table);
            if (text == null) {
                key.take(0, row.get(Deletion.MESSAGE_KEY));
            } else {
                key.take(0, text, false);
            }
        }
    }

    private void clean(CleanedRecord record) {
        FieldValue key = record.value(table.fields().get(0));
        if (key.came() && key.rank() > 0) {
            record.unwrapped(Layer.KEY_RENAMED);
        }
        fields.clean(record);
    }
}
