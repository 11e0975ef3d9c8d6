package pinpipe.queries;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A range of calendar years (UTC), both ends within it; written {@code 2018-2022}, or {@code 2018} for one year. */
record Years(int first, int last) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})(?:-(\\d{4}))?");

    /** Reads the option's value. */
    static final class Converter implements ITypeConverter<Years> {
        @Override
        public Years convert(String value) {
            Matcher written = WRITTEN.matcher(value.strip());
            if (!written.matches()) {
                throw new TypeConversionException("'%s' is no range of years such as 2018-2022".formatted(value));
            }
            int first = Integer.parseInt(written.group(1));
            int last = written.group(2) == null ? first : Integer.parseInt(written.group(2));
            if (last < first) {
                throw new TypeConversionException("'%s' ends before it begins".formatted(value));
            }
            return new Years(first, last);
        }
    }
}
