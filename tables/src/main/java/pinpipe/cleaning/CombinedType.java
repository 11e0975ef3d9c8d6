package pinpipe.cleaning;

import java.io.Serializable;
import java.util.List;

/** What a column holds that is made of several fields, each of which says where it comes from. */
public final class CombinedType implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Column.Shape shape;
    private final List<ColumnType> parts;

    private CombinedType(Column.Shape shape, ColumnType... parts) {
        this.shape = shape;
        this.parts = List.of(parts);
        for (ColumnType part : parts) {
            boolean fits = (shape == Column.Shape.JOINED) == (part.format() == ValueFormat.TEXT)
                    && (shape == Column.Shape.JOINED || part.format() == ValueFormat.DOUBLE);
            if (part.names().isEmpty() || !fits) {
                throw new IllegalArgumentException(
                        "Cannot combine %s: texts are joined, and arrays hold numbers, each from a field that it names. Say from(\"…\")."
                                .formatted(part.format().sqlType()));
            }
        }
    }

    /** The texts that are not null with a blank between them; null where all are. */
    public static CombinedType joined(ColumnType... texts) {
        return new CombinedType(Column.Shape.JOINED, texts);
    }

    /** Numbers as {@code ARRAY<DOUBLE>}; null where one of them is. */
    public static CombinedType array(ColumnType... numbers) {
        return new CombinedType(Column.Shape.ARRAY, numbers);
    }

    Column.Shape shape() {
        return shape;
    }

    List<ColumnType> parts() {
        return parts;
    }
}
