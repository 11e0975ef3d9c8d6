package pinpipe.cleaning;

/** What cleaning may change in a value, each counted a field. */
enum RepairKind {
    BLANK,
    PLACEHOLDER,
    PREFIX,
    SHORTENED,
    SURROGATE,
    UNREADABLE;

    private static final int COUNT = values().length;

    /** A number for this kind of repair of a field, so that counting needs no names. */
    @SuppressWarnings("EnumOrdinal") // codes are compared only between processes of one version
    int code(Field field) {
        return field.index() * COUNT + ordinal();
    }

    /** How many codes there are for so many fields. */
    static int codes(int fields) {
        return fields * COUNT;
    }

    /** The index of the field that a code is for. */
    static int field(int code) {
        return code / COUNT;
    }

    /** The kind that a code is for. */
    static RepairKind of(int code) {
        return values()[code % COUNT];
    }

    /** The sentence under which reports count it. */
    String sentence(Field field) {
        return switch (this) {
            case BLANK -> "blank text becomes null";
            case PLACEHOLDER -> "placeholder becomes null";
            case PREFIX -> "\"%s\" goes".formatted(field.type().prefix());
            case SHORTENED -> "12k and 1.5M become whole numbers";
            case SURROGATE -> "half a surrogate pair becomes U+FFFD";
            case UNREADABLE -> field.label() + "_unreadable";
        };
    }
}
