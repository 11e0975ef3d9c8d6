package pinpipe.etl.records;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** The form of the values in a row. */
public interface ValueForm {
    /** A text, or null. */
    Object text(String text);

    /** A line. */
    Object line(byte[] bytes, int from, int length);

    /** An array of texts. */
    Object texts(List<String> texts);

    /** An array of numbers. */
    Object numbers(double[] numbers);

    /** A struct of such values. */
    Object struct(Object[] values);

    /** As Spark itself holds them. A line stays where it is, and so is valid no longer than its buffer. */
    ValueForm SPARK = new ValueForm() {
        @Override
        public Object text(String text) {
            return UTF8String.fromString(text);
        }

        @Override
        public Object line(byte[] bytes, int from, int length) {
            return UTF8String.fromBytes(bytes, from, length);
        }

        @Override
        public Object texts(List<String> texts) {
            return new GenericArrayData(
                    texts.stream().map(UTF8String::fromString).toArray());
        }

        @Override
        public Object numbers(double[] numbers) {
            return new GenericArrayData(numbers);
        }

        @Override
        public Object struct(Object[] values) {
            return new GenericInternalRow(values);
        }
    };

    /** As a row of Spark's API for Java holds them, by {@link RecordColumns#inJava}. */
    ValueForm JAVA = new ValueForm() {
        @Override
        public Object text(String text) {
            return text;
        }

        @Override
        public Object line(byte[] bytes, int from, int length) {
            return Arrays.copyOfRange(bytes, from, from + length);
        }

        @Override
        public Object texts(List<String> texts) {
            return texts.toArray(String[]::new);
        }

        @Override
        public Object numbers(double[] numbers) {
            return Arrays.stream(numbers).boxed().toArray(Double[]::new);
        }

        @Override
        public Object struct(Object[] values) {
            return RowFactory.create(values);
        }
    };
}
