package pinpipe.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pinpipe.tables.TableCatalog;

class LikenessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            nullValues = "none",
            value = {
                "{'index':1,'title':'A pin'}                                     → pin",
                "{'ind':1,'timestamp':'2020-08-28T03:52:47','country':'Chad'}    → geo",
                "{'value':{'ind':1,'first_name':'Ada'}}                          → user",
                "[{'records':1},{'ind':1,'age':34}]                              → user",
                "{'timestamp':1,'value':{'ind':1,'first_name':'Ada','age':34}}   → user",
                "{'title':'Both','country':'Chad'}                               → none",
                "{'ind':1,'name':'Maya'}                                         → none",
                "{'_deleted':true,'_key':1}                                      → none",
                "hello                                                           → none"
            })
    void aLineOfASharedStreamBelongsToTheTableWhoseFieldsItHasMostOf(String line, String table) {
        byte[] utf8 = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThat(Likeness.mostLike(TableCatalog.all(), utf8).map(Table::name).orElse(null))
                .isEqualTo(table);
    }
}
