package pinpipe.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pinpipe.cleaning.Table;

class TableCatalogTest {
    @Test
    void theTablesOfOtherJarsFollowPinpipesOwn() {
        assertThat(TableCatalog.names()).containsExactly("pin", "geo", "user", "comment");
        assertThat(TableCatalog.named("comment")).contains(CommentTables.COMMENT);
        assertThat(TableCatalog.named("geo").map(Table::key)).contains("ind");
        assertThat(TableCatalog.named("geos")).isEmpty();
    }

    @Test
    void twoTablesOfOneNameAreAnError() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL jar = Objects.requireNonNull(TableCatalogTest.class.getResource("/second-comment-jar/"));
        try (URLClassLoader withSecond = new URLClassLoader(new URL[] {jar}, before)) {
            thread.setContextClassLoader(withSecond);

            assertThatThrownBy(TableCatalog::names)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Cannot use two tables named comment. Rename one of them, or take its jar away.");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
