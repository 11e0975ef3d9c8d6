package pinpipe.etl.flow;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Sifts a table's records: open → clean → check → settle; {@link Newest} ranks what is good.
 *
 * <p>It takes what every door hands over, {@code raw} STRING and {@code lineage} STRUCT&lt;topic, partition, offset,
 * position, object&gt;, perhaps {@link Belonging#STRAY}, and gives one row a record with its fate so far. Whoever runs it
 * may hold the checked records between {@link #check} and {@link #settle}, since they are read more than once from there on.
 */
public final class Flow {
    /** With the step's number behind it: the step changed the value. */
    public static final String CHANGED = "_changed";

    /** With the step's number behind it: the step could not read the value. */
    public static final String UNREADABLE = "_unreadable";

    /** True of a record that says that its row is gone. */
    public static final String DELETED = "_deleted";

    private static final String OTHER_TABLE = "other_table";
    private static final String LINE_REFUSED = "line_refused";
    private static final Column REFUSED = size(col("_reasons")).gt(0);
    static final Column GOOD = REFUSED.equalTo(false);

    private final Table table;

    /** The flow of one table. */
    public Flow(Table table) {
        this.table = table;
    }

    /** A column's place in the topic: the one order that decides which of two records is newer. */
    public static Column place(String lineage) {
        return struct(col(lineage + ".offset"), col(lineage + ".partition"), col(lineage + ".position"));
    }

    /** The fields of {@code _repaired}: of each step whether it changed the record's value, and whether it could not read it. */
    public static List<String> repairFlags(Table table) {
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < table.steps().size(); i++) {
            Step step = table.steps().get(i);
            if (step.changed() != null) {
                flags.add(CHANGED + i);
            }
            if (step.unreadable() != null) {
                flags.add(UNREADABLE + i);
            }
        }
        return flags;
    }

    /** All layers that {@code _opened} may name. */
    public static List<String> layersToOpen() {
        return Opener.LAYERS;
    }

    /** All reasons for which a record of a table may be refused, by name. */
    public static List<String> reasons(Table table) {
        Stream<String> checks = Stream.concat(table.keyChecks().stream(), table.checks().stream())
                .map(Check::reason);
        return Stream.of(Opener.PROBLEMS.stream(), Stream.of(OTHER_TABLE, LINE_REFUSED), checks)
                .flatMap(names -> names)
                .sorted()
                .toList();
    }

    /** Opens, cleans and checks: one row a record, with {@code _reasons} for which it is refused. */
    public Dataset<Row> check(Dataset<Row> records) {
        return checked(Cleaning.of(opened(records), table.steps()));
    }

    /** A line is refused whole if any record in it is refused. */
    public Dataset<Row> settle(Dataset<Row> checked) {
        WindowSpec line = Window.partitionBy(
                col("_lineage.object"),
                col("_lineage.topic"),
                col("_lineage.partition"),
                col("_lineage.offset"),
                col("_line"));
        Dataset<Row> alone = checked.where(col("_records").equalTo(1));
        Dataset<Row> together = checked.where(col("_records").gt(1))
                .withColumn("_other", max(REFUSED).over(line))
                .withColumn(
                        "_reasons",
                        when(col("_other").and(GOOD), array(lit(LINE_REFUSED))).otherwise(col("_reasons")))
                .drop("_other");
        return alone.union(together);
    }

    /** The refused records. A record that was delivered twice, at the same place with the same text, is one. */
    public Dataset<Row> refused(Dataset<Row> settled) {
        return settled.where(REFUSED)
                .select(col("_lineage.*"), col("_line"), col("_records"), col("_raw"), col("_reasons"))
                .dropDuplicates(new String[] {"topic", "partition", "offset", "position", "_raw"});
    }

    /** The lines that the refused records came from: where each stood, its raw text, all reasons. */
    public Dataset<Row> lines(Dataset<Row> refused) {
        return refused.groupBy(
                        col("topic"),
                        col("partition"),
                        col("offset"),
                        col("_line").as("position"),
                        col("_raw").as("raw"))
                .agg(
                        max("object").as("object"),
                        first("_records").as("records"),
                        sort_array(array_distinct(flatten(collect_set(col("_reasons")))))
                                .as("reasons"));
    }

    private Dataset<Row> opened(Dataset<Row> records) {
        Column line =
                udf(new Parser(table), Parser.type(table)).apply(col("raw").cast("binary"));
        Column stray = Arrays.asList(records.columns()).contains(Belonging.STRAY) ? col(Belonging.STRAY) : lit(false);
        // Outer, though a line always becomes a record at least: else Spark asks for that first, and parses each line
        // twice.
        return records.withColumn("_parsed", line)
                .select(
                        col("lineage"),
                        col("raw"),
                        stray.as("_stray"),
                        size(col("_parsed")).as("_records"),
                        posexplode_outer(col("_parsed")).as(new String[] {"_at", "_record"}))
                .select(
                        struct(
                                        col("lineage.topic"),
                                        col("lineage.partition"),
                                        col("lineage.offset"),
                                        col("lineage.position").plus(col("_at")).as("position"),
                                        col("lineage.object"))
                                .as("_lineage"),
                        col("lineage.position").as("_line"),
                        col("raw").as("_raw"),
                        col("_records"),
                        col("_record.problem").as("_problem"),
                        col("_record.opened").as("_opened"),
                        col("_record.foreign").or(col("_stray")).as("_foreign"),
                        col("_record.deleted").as(DELETED),
                        col("_record.rescued").as("_rescued"),
                        col("_record.text").as("_text"),
                        col("_record.text.*"));
    }

    private Dataset<Row> checked(Dataset<Row> cleaned) {
        List<Column> reasons = new ArrayList<>();
        reasons.add(when(col("_foreign"), lit(OTHER_TABLE)));
        for (Check check : table.keyChecks()) {
            reasons.add(when(check.refuses(), lit(check.reason())));
        }
        for (Check check : table.checks()) {
            reasons.add(when(check.refuses().and(not(col(DELETED))), lit(check.reason())));
        }
        // Without nulls, as array_compact would give it; that is a lambda, around which Spark compiles no stage.
        Column all = array_except(
                array(reasons.toArray(Column[]::new)), array(lit(null).cast("string")));
        Column verdict =
                when(col("_problem").isNotNull(), array(col("_problem"))).otherwise(all);
        List<Column> columns = new ArrayList<>(List.of(
                col("_lineage"),
                col("_line"),
                col("_records"),
                col("_opened"),
                col(DELETED),
                col("_rescued"),
                struct(repairFlags(table).stream()
                                .map(org.apache.spark.sql.functions::col)
                                .toArray(Column[]::new))
                        .as("_repaired"),
                col("_reasons"),
                when(REFUSED.or(col("_records").gt(1)), col("_raw")).as("_raw")));
        Stream.of(table.columns().fieldNames())
                .map(org.apache.spark.sql.functions::col)
                .forEach(columns::add);
        return cleaned.withColumn("_reasons", verdict).select(columns.toArray(Column[]::new));
    }
}
