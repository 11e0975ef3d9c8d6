package pinpipe.etl.job;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Column;
import picocli.CommandLine.Option;
import pinpipe.cleaning.Table;
import pinpipe.etl.ingest.TableRouter;
import pinpipe.etl.io.SharedStream;
import pinpipe.etl.io.StreamSource;
import pinpipe.etl.records.PlacedLines;
import pinpipe.tables.TableCatalog;

/** Which streams have the records of which tables. */
final class StreamLayout {
    enum Layout {
        TABLE,
        KEY,
        SHAPE
    }

    @Option(
            names = "--stream-layout",
            paramLabel = "table|key|shape",
            defaultValue = "table",
            description = {
                "kinesis: table: each table has a stream. Else all share --shared-stream; the partition key (key) or the",
                "fields (shape) say whose a record is. What is of no table, pin rejects. Default: table."
            })
    private Layout layout;

    @Option(names = "--shared-stream", paramLabel = "NAME", description = "kinesis: the stream that all tables share.")
    private String sharedStream;

    List<String> problems() {
        boolean shared = layout != Layout.TABLE;
        if (shared && sharedStream == null) {
            return List.of("--shared-stream is missing, which --stream-layout key and shape need");
        }
        return !shared && sharedStream != null
                ? List.of("--shared-stream needs --stream-layout key or shape")
                : List.of();
    }

    /** The stream that has the records of this table. */
    String stream(String prefix, Table table) {
        return layout == Layout.TABLE ? "streaming-%s-%s".formatted(prefix, table.name()) : sharedStream;
    }

    /** What a table has of its stream. Records of no table go with the first one, which rejects them. */
    StreamSource part(StreamSource whole, String prefix, Table table) {
        Column owner =
                switch (layout) {
                    case KEY -> TableRouter.byKey(TableCatalog.all(), prefix, col("key"));
                    case SHAPE -> TableRouter.byShape(TableCatalog.all(), col("raw"));
                    case TABLE -> null;
                };
        boolean first = table.name().equals(TableCatalog.all().get(0).name());
        return owner == null ? whole : new SharedStream(whole, owner, table.name(), PlacedLines.OF_NO_TABLE, first);
    }
}
