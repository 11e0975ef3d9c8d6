package pinpipe.cleaning;

import pinpipe.cleaning.values.Blanks;
import pinpipe.cleaning.values.Reading;
import pinpipe.cleaning.values.Surrogates;
import pinpipe.cleaning.values.Value;

/** Cleans the values of a record, field by field, and says why it is rejected. */
final class FieldCleaner {
    private final Table table;
    private final Value value = new Value();

    FieldCleaner(Table table) {
        this.table = table;
    }

    /** Cleans a record whose fields have been taken. A deleted one needs no more than its key. */
    void clean(CleanedRecord record) {
        if (!record.isDeleted() && !record.belongsToTable()) {
            record.reject(Table.OTHER_TABLE);
        }
        for (Field field : table.fields()) {
            if (!field.isIgnored() && (field.isKey() || !record.isDeleted())) {
                clean(record, field, record.value(field));
            }
        }
    }

    private void clean(CleanedRecord record, Field field, FieldValue came) {
        ColumnType type = field.type();
        if (came.isStructure()) {
            taken(record, field, came, type.format().read(came.source(), value));
        } else if (came.isNoNumber()) {
            unreadable(record, field, came);
        } else if (came.written() == null) {
            missing(record, field);
        } else if (Blanks.isBlank(came.written())) {
            record.repaired(RepairKind.BLANK, field);
            missing(record, field);
        } else if (!type.placeholders().isEmpty() && type.placeholders().contains(came.written())) {
            record.repaired(RepairKind.PLACEHOLDER, field);
            missing(record, field);
        } else if (type.format() == ValueFormat.TEXT) {
            keep(record, field, came, text(record, field, came.written()));
        } else {
            taken(record, field, came, type.format().read(came.written(), value));
        }
    }

    /** A text of which nothing but blanks is left without its prefix is blank, too. */
    private static void keep(CleanedRecord record, Field field, FieldValue came, String text) {
        if (Blanks.isBlank(text)) {
            record.repaired(RepairKind.BLANK, field);
            missing(record, field);
        } else {
            came.keep(text);
        }
    }

    private static String text(CleanedRecord record, Field field, String written) {
        String mended = Surrogates.mended(written);
        if (!mended.equals(written)) {
            record.repaired(RepairKind.SURROGATE, field);
        }
        String prefix = field.type().prefix();
        if (prefix == null || !mended.startsWith(prefix)) {
            return mended;
        }
        record.repaired(RepairKind.PREFIX, field);
        return mended.substring(prefix.length());
    }

    private void taken(CleanedRecord record, Field field, FieldValue came, Reading reading) {
        boolean held = reading == Reading.READ
                && (!field.type().isBounded() || field.type().holds(value.bits));
        if (held) {
            came.keep(value.bits);
            if (field.type().format() == ValueFormat.SHORTENED && !isWritten(came.written(), value.bits)) {
                record.repaired(RepairKind.SHORTENED, field);
            }
        } else if (reading != Reading.UNREADABLE && field.rejectsOutOfRange()) {
            record.reject(field.outOfRange());
        } else {
            unreadable(record, field, came);
        }
    }

    private static void unreadable(CleanedRecord record, Field field, FieldValue came) {
        if (field.type().rejects()) {
            record.reject(field.unreadable());
        } else {
            record.repaired(RepairKind.UNREADABLE, field);
            record.rescuedFields().add(field.names().get(came.rank()), came.source());
        }
    }

    private static void missing(CleanedRecord record, Field field) {
        if (field.type().isRequired()) {
            record.reject(field.missing());
        }
    }

    /** True if the text is the number's usual one, so that nothing was repaired. */
    private static boolean isWritten(String written, long number) {
        return written.equals(Long.toString(number));
    }
}
