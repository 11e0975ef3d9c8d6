package pinpipe.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static pinpipe.tables.GeoTable.GEO;
import static pinpipe.tables.PinTable.PIN;
import static pinpipe.tables.UserTable.USER;

import java.util.List;
import org.junit.jupiter.api.Test;
import pinpipe.etl.io.TableLayout;

class TableLayoutsTest {
    @Test
    void theDefinitionSaysHowFilesAreWritten() {
        assertThat(TableLayouts.of(PIN))
                .isEqualTo(new TableLayout(
                        "pin",
                        "ind",
                        List.of(),
                        List.of("unique_id", "title", "description", "tag_list", "image_src")));
        assertThat(TableLayouts.of(GEO)).isEqualTo(new TableLayout("geo", "ind", List.of("timestamp"), List.of()));
        assertThat(TableLayouts.of(USER)).isEqualTo(new TableLayout("user", "ind", List.of("date_joined"), List.of()));
    }
}
