package pinpipe.queries;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import pinpipe.etl.io.Sessions;

/** Clean tables with the rows that a test gives them. */
final class TestWarehouse {
    /** One session for all tests of this process; stopping it would cost each test class seconds. */
    @SuppressWarnings("resource")
    static final SparkSession SPARK = Sessions.open("test").spark();

    /** Each table's columns, those that no question asks for too. */
    static final Map<String, StructType> SCHEMAS = Map.of(
            "pin",
            StructType.fromDDL("ind BIGINT, title STRING, follower_count BIGINT, poster_name STRING, category STRING"),
            "geo",
            StructType.fromDDL("ind BIGINT, country STRING, coordinates ARRAY<DOUBLE>, timestamp TIMESTAMP"),
            "user",
            StructType.fromDDL("ind BIGINT, user_name STRING, age INT, date_joined TIMESTAMP"));

    static final Map<String, Object> USUAL_YEARS =
            Map.of("first_post_year", 2018, "last_post_year", 2022, "first_join_year", 2015, "last_join_year", 2020);

    private final Map<String, List<Row>> rows =
            new TreeMap<>(Map.of("pin", new ArrayList<>(), "geo", new ArrayList<>(), "user", new ArrayList<>()));

    TestWarehouse pin(long ind, String category, String poster, Long followers) {
        rows.get("pin").add(RowFactory.create(ind, "any title", followers, poster, category));
        return this;
    }

    TestWarehouse geo(long ind, String country, String timestamp) {
        rows.get("geo").add(RowFactory.create(ind, country, null, time(timestamp)));
        return this;
    }

    TestWarehouse user(long ind, String name, Integer age, String joined) {
        rows.get("user").add(RowFactory.create(ind, name, age, time(joined)));
        return this;
    }

    private static Timestamp time(String utc) {
        return Timestamp.from(LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC));
    }

    /** Writes all three tables. */
    TestWarehouse write(Path root, String format) {
        rows.keySet().forEach(name -> write(name, root, format));
        return this;
    }

    /** Writes one of the tables. */
    void write(String name, Path root, String format) {
        SPARK.createDataFrame(rows.get(name), SCHEMAS.get(name))
                .coalesce(1)
                .write()
                .format(format)
                .save(root.resolve(name).toString());
    }

    /** The answer to the question of that name, each row as its values with {@code |} between them. */
    static List<String> answer(Path root, String name, Map<String, Object> parameters) throws IOException {
        Question question = Question.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Warehouse tables = Warehouse.open(SPARK, root.toString())) {
            return tables.answer(question, parameters).rows().stream()
                    .map(row -> row.mkString("|"))
                    .toList();
        }
    }

    static List<String> answer(Path root, String name) throws IOException {
        return answer(root, name, USUAL_YEARS);
    }
}
