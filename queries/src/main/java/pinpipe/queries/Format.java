package pinpipe.queries;

import java.util.Locale;

/** How answers are kept: CSV and JSON as one file each, Parquet and Delta as one folder each. */
enum Format {
    CSV,
    JSON,
    PARQUET,
    DELTA;

    /** The name of the file or folder that holds the answer to a question. */
    String fileOf(Question question) {
        return isFile() ? question.name() + "." + this : question.name();
    }

    /** True where an answer is a single file that any program reads. */
    boolean isFile() {
        return this == CSV || this == JSON;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
