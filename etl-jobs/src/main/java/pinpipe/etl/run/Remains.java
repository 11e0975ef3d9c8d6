package pinpipe.etl.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import pinpipe.cleaning.Table;
import pinpipe.etl.io.DeltaLogTexts;
import pinpipe.etl.io.DeltaVersions;
import pinpipe.etl.io.StoredTables;
import pinpipe.etl.run.Receipt.Remaining;

/** Says what is left of a key after all that can be removed was removed, here and beyond our reach. */
final class Remains {
    private final SparkSession spark;
    private final String warehouse;
    private final Table table;
    private final Object key;

    Remains(SparkSession spark, String warehouse, Table table, Object key) {
        this.spark = spark;
        this.warehouse = warehouse;
        this.table = table;
        this.key = key;
    }

    /** What is left here. */
    List<Remaining> here(KeyTraces traces) throws IOException {
        List<Remaining> remains = new ArrayList<>();
        remains.add(new Remaining(
                "The key itself, %s: in the landed objects where its records stood, in _key_versions, and in the ledger. It keeps older records from bringing the row back."
                        .formatted(key),
                null));
        unread(remains, traces.landed().unread(), "landed objects");
        unread(remains, traces.rejected().unread(), "quarantine");
        List<String> notRead = traces.landed().listing().notUnderstood();
        if (!notRead.isEmpty()) {
            remains.add(new Remaining(
                    String.format(
                            Locale.ROOT,
                            "%,d objects that were not searched, since their names are not understood: %s …",
                            notRead.size(),
                            notRead.get(0)),
                    null));
        }
        quoted(remains, table.name(), traces.texts(), this::mayHoldTheRow, traces);
        quoted(
                remains,
                StoredTables.QUARANTINE + "/" + table.name(),
                traces.rejected().texts(),
                stats -> true,
                traces);
        return remains;
    }

    private static void unread(List<Remaining> remains, long count, String where) {
        if (count > 0) {
            remains.add(new Remaining(
                    String.format(
                            Locale.ROOT,
                            "Records in the %s that nobody can read and that do not name the key, so that whose they are cannot be told: %,d.",
                            where,
                            count),
                    null));
        }
    }

    /** What Delta's log quotes: proven where the texts are known, possible where an earlier attempt has removed them. */
    private void quoted(
            List<Remaining> remains, String folder, Set<String> texts, Predicate<JsonNode> row, KeyTraces traces)
            throws IOException {
        if (!new DeltaVersions(spark, warehouse, folder).exists() || traces.nothing()) {
            return;
        }
        DeltaLogTexts log = new DeltaLogTexts(spark, warehouse, folder);
        Optional<Instant> until = texts.isEmpty() ? Optional.of(log.keptUntil()) : log.quotedUntil(texts, row);
        until.ifPresent(last -> remains.add(new Remaining(
                "Delta's log of %s %s up to 32 characters of its texts, as the least or greatest value of a file that is gone. Delta deletes such commits itself, with the first checkpoint after that day."
                        .formatted(folder, texts.isEmpty() ? "may quote" : "quotes"),
                LocalDate.ofInstant(last, ZoneOffset.UTC).plusDays(1).toString())));
    }

    /** False if a file's least and greatest key say that the row was not in it. */
    private boolean mayHoldTheRow(JsonNode stats) {
        JsonNode least = stats.path("minValues").path(table.key());
        JsonNode greatest = stats.path("maxValues").path(table.key());
        return !(key instanceof Long number)
                || !least.isIntegralNumber()
                || (least.asLong() <= number && number <= greatest.asLong(Long.MAX_VALUE));
    }

    /** What is out of reach. */
    List<String> beyond(String topic, String landing) {
        List<String> beyond = new ArrayList<>();
        beyond.add(
                "The database. While the row is there, the producer sends it again and the next run makes the row anew: delete it there first.");
        beyond.add(
                "The topic %s keeps the records until its retention (kafka-configs.sh --describe --topic %s). A record that is still to land lies in the landing then, though it makes no row if it is older: forget again when the topic has let go of it."
                        .formatted(topic, topic));
        for (String place : List.of(landing, warehouse)) {
            if (place.startsWith("s3")) {
                String bucket = place.replaceFirst("^s3a?://([^/]+).*", "$1");
                String prefix = place.replaceFirst("^s3a?://[^/]+/?", "");
                beyond.add(
                        "Earlier versions of the objects, if the bucket keeps them: aws s3api get-bucket-versioning --bucket %s; aws s3api list-object-versions --bucket %s --prefix %s"
                                .formatted(bucket, bucket, prefix));
            }
        }
        beyond.add("Backups, copies, and answers that were computed before.");
        return beyond;
    }
}
