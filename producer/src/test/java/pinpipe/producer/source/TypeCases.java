package pinpipe.producer.source;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The types of MySQL, each with usual values and those at its edges. */
final class TypeCases {
    private static final byte[] ALL_BYTES = allBytes();

    private TypeCases() {}

    static List<TypeCase> all() {
        return Stream.of(
                        wholeNumbers(),
                        bits(),
                        decimals(),
                        doubles(),
                        floats(),
                        dates(),
                        dateTimes(),
                        times(),
                        bytes(),
                        texts())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TypeCase> wholeNumbers() {
        return List.of(
                new TypeCase("TINYINT", "-128", "-128"),
                new TypeCase("TINYINT", "127", "127"),
                new TypeCase("TINYINT UNSIGNED", "255", "255"),
                new TypeCase("SMALLINT", "-32768", "-32768"),
                new TypeCase("SMALLINT UNSIGNED", "65535", "65535"),
                new TypeCase("MEDIUMINT", "-8388608", "-8388608"),
                new TypeCase("MEDIUMINT UNSIGNED", "16777215", "16777215"),
                new TypeCase("INT", "-2147483648", "-2147483648"),
                new TypeCase("INT", "0", "0"),
                new TypeCase("INT UNSIGNED", "4294967295", "4294967295"),
                new TypeCase("INT(5) ZEROFILL", "0", "0"),
                new TypeCase("INT(5) ZEROFILL", "70", "70"),
                new TypeCase("BIGINT", "-9223372036854775808", "-9223372036854775808"),
                new TypeCase("BIGINT", "9223372036854775807", "9223372036854775807"),
                new TypeCase("BIGINT UNSIGNED", "18446744073709551615", "18446744073709551615"),
                new TypeCase("YEAR", "1901", "1901"),
                new TypeCase("YEAR", "2155", "2155"),
                new TypeCase("YEAR", "0", "0"),
                new TypeCase("BOOLEAN", "TRUE", "1"),
                new TypeCase("BOOLEAN", "FALSE", "0"),
                new TypeCase("TINYINT(1)", "127", "127"));
    }

    private static List<TypeCase> bits() {
        return List.of(
                new TypeCase("BIT(1)", "b'0'", "0"),
                new TypeCase("BIT(1)", "b'1'", "1"),
                new TypeCase("BIT(8)", "b'10000000'", "128"),
                new TypeCase("BIT(12)", "b'101'", "5"),
                new TypeCase("BIT(64)", "0", "0"),
                new TypeCase("BIT(64)", "0xFFFFFFFFFFFFFFFF", "18446744073709551615"));
    }

    private static List<TypeCase> decimals() {
        return List.of(
                new TypeCase("DECIMAL(30,10)", "12345678901234567890.0123456789", "12345678901234567890.0123456789"),
                new TypeCase("DECIMAL(30,10)", "-0.0000000001", "-0.0000000001"),
                new TypeCase("DECIMAL(30,10)", "0", "0.0000000000"),
                new TypeCase("DECIMAL(9,2)", "12.5", "12.50"),
                new TypeCase("DECIMAL(5,5)", "-0.5", "-0.50000"),
                new TypeCase("DECIMAL(10,0)", "1e9", "1000000000"),
                new TypeCase("DECIMAL(8,3) ZEROFILL", "0", "0.000"),
                new TypeCase("DECIMAL(8,3) ZEROFILL", "1.5", "1.500"),
                new TypeCase("DECIMAL(65,30)", "1e-30", "0.000000000000000000000000000001"),
                new TypeCase("DECIMAL(65,0)", "9".repeat(65), "9".repeat(65)));
    }

    private static List<TypeCase> doubles() {
        return List.of(
                new TypeCase("DOUBLE", "1.5E7", "15000000.0"),
                new TypeCase("DOUBLE", "0.1", "0.1"),
                new TypeCase("DOUBLE", "0.30000000000000004", "0.30000000000000004"),
                new TypeCase("DOUBLE", "90", "90.0"),
                new TypeCase("DOUBLE", "0", "0.0"),
                new TypeCase("DOUBLE", "-0e0", "-0.0"),
                new TypeCase("DOUBLE", "1e-5", "0.00001"),
                new TypeCase("DOUBLE", "1e-16", "1e-16"),
                new TypeCase("DOUBLE", "123456789012345", "123456789012345.0"),
                new TypeCase("DOUBLE", "9007199254740993", "9.007199254740992e15"),
                new TypeCase("DOUBLE", "2e23", "2e23"),
                new TypeCase("DOUBLE", "1e300", "1e300"),
                new TypeCase("DOUBLE", "1.7976931348623157e308", "1.7976931348623157e308"),
                new TypeCase("DOUBLE", "-2.2250738585072014e-308", "-2.2250738585072014e-308"),
                new TypeCase("DOUBLE", "5e-324", "5e-324"),
                new TypeCase("DOUBLE ZEROFILL", "90", "90.0"),
                new TypeCase("DOUBLE ZEROFILL", "1.5", "1.5"),
                new TypeCase("DOUBLE ZEROFILL", "1e300", "1e300"),
                new TypeCase("DOUBLE(10,2)", "0.1", "0.10"));
    }

    private static List<TypeCase> floats() {
        return List.of(
                new TypeCase("FLOAT", "17.5632", "17.5632"),
                new TypeCase("FLOAT", "-146.751", "-146.751"),
                new TypeCase("FLOAT", "17.563213", "17.563213"),
                new TypeCase("FLOAT", "0.1", "0.1"),
                new TypeCase("FLOAT", "90", "90.0"),
                new TypeCase("FLOAT", "-0e0", "-0.0"),
                new TypeCase("FLOAT", "1e-5", "1.0E-5"),
                new TypeCase("FLOAT", "1.5E7", "15000000.0"),
                new TypeCase("FLOAT", "16777215", "16777215.0"),
                new TypeCase("FLOAT", "123456.7", "123456.7"),
                new TypeCase("FLOAT", "1e30", "1.0E30"),
                new TypeCase("FLOAT", "3.4028235e38", "3.4028235E38"),
                new TypeCase("FLOAT", "-1.17549435e-38", "-1.1754944E-38"),
                new TypeCase("FLOAT", "1.4e-45", "1.4E-45"),
                new TypeCase("FLOAT(7,2)", "99999.99", "99999.99"),
                new TypeCase("FLOAT UNSIGNED ZEROFILL", "1.5", "1.5"),
                new TypeCase("FLOAT(53)", "0.1", "0.1"));
    }

    private static List<TypeCase> dates() {
        return List.of(
                new TypeCase("DATE", "'2016-04-21'", "\"2016-04-21\""),
                new TypeCase("DATE", "'2020-10-10'", "\"2020-10-10\""),
                new TypeCase("DATE", "'0001-01-01'", "\"0001-01-01\""),
                new TypeCase("DATE", "'1582-10-10'", "\"1582-10-10\""),
                new TypeCase("DATE", "'9999-12-31'", "\"9999-12-31\""),
                new TypeCase("DATE", "'0000-00-00'", "\"0000-00-00\""),
                new TypeCase("DATE", "'2020-00-15'", "\"2020-00-15\""));
    }

    private static List<TypeCase> dateTimes() {
        return List.of(
                new TypeCase("DATETIME", "'2016-04-21 20:16:54'", "\"2016-04-21T20:16:54\""),
                new TypeCase("DATETIME", "'2020-03-08 02:30:00'", "\"2020-03-08T02:30:00\""),
                new TypeCase("DATETIME", "'0001-01-01'", "\"0001-01-01T00:00:00\""),
                new TypeCase("DATETIME", "'9999-12-31 23:59:59'", "\"9999-12-31T23:59:59\""),
                new TypeCase("DATETIME", "'0000-00-00'", "\"0000-00-00T00:00:00\""),
                new TypeCase("DATETIME(3)", "'2016-04-21 20:16:54'", "\"2016-04-21T20:16:54\""),
                new TypeCase("DATETIME(3)", "'2016-04-21 20:16:54.25'", "\"2016-04-21T20:16:54.250\""),
                new TypeCase("DATETIME(3)", "'0000-00-00'", "\"0000-00-00T00:00:00\""),
                new TypeCase("DATETIME(6)", "'2016-04-21 20:16:00'", "\"2016-04-21T20:16:00\""),
                new TypeCase("DATETIME(6)", "'0001-01-01 00:00:00.000001'", "\"0001-01-01T00:00:00.000001\""),
                new TypeCase("DATETIME(6)", "'9999-12-31 23:59:59.999999'", "\"9999-12-31T23:59:59.999999\""),
                new TypeCase("TIMESTAMP NULL", "'1970-01-01 00:00:01'", "\"1970-01-01T00:00:01\""),
                new TypeCase("TIMESTAMP NULL", "'2038-01-19 03:14:07'", "\"2038-01-19T03:14:07\""),
                new TypeCase("TIMESTAMP NULL", "'0000-00-00'", "\"0000-00-00T00:00:00\""),
                new TypeCase("TIMESTAMP(6) NULL", "'2020-06-01 12:00:00.123456'", "\"2020-06-01T12:00:00.123456\""),
                new TypeCase("TIMESTAMP(6) NULL", "'2020-06-01 12:00:00'", "\"2020-06-01T12:00:00\""));
    }

    private static List<TypeCase> times() {
        return List.of(
                new TypeCase("TIME", "'20:16:54'", "\"20:16:54\""),
                new TypeCase("TIME", "0", "\"00:00:00\""),
                new TypeCase("TIME", "'838:59:59'", "\"838:59:59\""),
                new TypeCase("TIME", "'-101:00:01'", "\"-101:00:01\""),
                new TypeCase("TIME(3)", "'10:00:00.5'", "\"10:00:00.500\""),
                new TypeCase("TIME(6)", "'10:00:00'", "\"10:00:00\""),
                new TypeCase("TIME(6)", "'-838:59:58.000001'", "\"-838:59:58.000001\""));
    }

    private static List<TypeCase> bytes() {
        String literal = "x'" + HexFormat.of().formatHex(ALL_BYTES) + "'";
        String json = "\"" + Base64.getEncoder().encodeToString(ALL_BYTES) + "\"";
        return List.of(
                new TypeCase("TINYBLOB", "x'00'", "\"AA==\""),
                new TypeCase("BLOB", literal, json),
                new TypeCase("BLOB", "''", "\"\""),
                new TypeCase("MEDIUMBLOB", literal, json),
                new TypeCase("LONGBLOB", literal, json),
                new TypeCase("VARBINARY(256)", literal, json),
                new TypeCase("VARBINARY(256)", "''", "\"\""),
                new TypeCase("BINARY(4)", "x'ff'", "\"/wAAAA==\""),
                new TypeCase("VARCHAR(9) CHARACTER SET binary", "'abc'", "\"YWJj\""),
                new TypeCase("POINT", "POINT(1, 2)", "\"AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==\""));
    }

    private static List<TypeCase> texts() {
        return List.of(
                new TypeCase(
                        "VARCHAR(99)",
                        "'🏝 it''s \"quoted\"\\n\\r\\tback\\\\slash\\0 '",
                        "\"🏝 it's \\\"quoted\\\"\\n\\r\\tback\\\\slash\\u0000 \""),
                new TypeCase("VARCHAR(99)", "''", "\"\""),
                new TypeCase("VARCHAR(99)", "x'61EDA0BD62'", "\"a\\ud83db\""),
                new TypeCase("CHAR(5)", "'a  '", "\"a\""),
                new TypeCase("TINYTEXT", "'Россия'", "\"Россия\""),
                new TypeCase("TEXT", "'\u00a0\u2028\u007f'", "\"\u00a0\u2028\u007f\""),
                new TypeCase("TEXT", "REPEAT('한', 20000)", "\"" + "한".repeat(20000) + "\""),
                new TypeCase("MEDIUMTEXT", "'한국'", "\"한국\""),
                new TypeCase("LONGTEXT", "'null'", "\"null\""),
                new TypeCase("VARCHAR(9) CHARACTER SET latin1", "'üß€'", "\"üß€\""),
                new TypeCase("VARCHAR(9) CHARACTER SET utf16", "'🏝'", "\"🏝\""),
                new TypeCase("VARCHAR(9) CHARACTER SET ucs2", "_ucs2 x'DC00D83D'", "\"\\udc00\\ud83d\""),
                new TypeCase("VARCHAR(9) COLLATE utf8mb4_bin", "'ü'", "\"ü\""),
                new TypeCase("ENUM('x','it''s','🏝')", "'it''s'", "\"it's\""),
                new TypeCase("ENUM('x','it''s','🏝')", "'🏝'", "\"🏝\""),
                new TypeCase("ENUM('x','it''s','🏝')", "'none of them'", "\"\""),
                new TypeCase("SET('p','q')", "'q,p'", "\"p,q\""),
                new TypeCase("SET('p','q')", "''", "\"\""),
                new TypeCase("JSON", "'{\"a\": [1.0, null, \"🏝\"]}'", "\"{\\\"a\\\": [1.0, null, \\\"🏝\\\"]}\""),
                new TypeCase("JSON", "'null'", "\"null\""),
                new TypeCase("JSON", "'12345678901234567890.10'", "\"12345678901234567890.10\""));
    }

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        return all;
    }
}
