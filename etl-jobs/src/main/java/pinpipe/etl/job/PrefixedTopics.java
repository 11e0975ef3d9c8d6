package pinpipe.etl.job;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import pinpipe.cleaning.Table;
import pinpipe.cli.Names;
import pinpipe.tables.TableCatalog;

/**
 * The topics of the tables at a cluster.
 *
 * @param prefix what stands before the table's name
 * @param there all topics of the cluster
 */
record PrefixedTopics(String prefix, Set<String> there) {
    private static final int MOST_NEAR_TOPICS = 6;

    /** The topic whose records become rows of this table. */
    String of(Table table) {
        return prefix + "." + table.name();
    }

    /** Those of these tables that are not there. */
    List<String> missing(List<Table> tables) {
        return tables.stream()
                .map(this::of)
                .filter(topic -> !there.contains(topic))
                .toList();
    }

    /** What is there instead, and what to do, as a sentence. */
    String remedy() {
        List<String> near = there.stream()
                .filter(topic -> TableCatalog.names().stream().anyMatch(table -> topic.endsWith("." + table)))
                .sorted(Comparator.<String>comparingInt(
                                topic -> Names.distance(prefix, topic.substring(0, topic.lastIndexOf('.'))))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_NEAR_TOPICS)
                .toList();
        return near.isEmpty()
                ? "It has no topic that ends in .pin, .geo or .user: produce records first."
                : "It has %s: check --prefix.".formatted(String.join(", ", near));
    }
}
