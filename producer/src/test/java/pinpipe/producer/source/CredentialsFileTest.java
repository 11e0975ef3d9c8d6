package pinpipe.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pinpipe.cli.Exit;
import pinpipe.cli.Failure;

class CredentialsFileTest {
    private static final String SECRET = "s3cret'0";

    @TempDir
    Path folder;

    @Test
    void thePortIs3306UnlessItIsGiven() throws IOException {
        assertThat(read("HOST: db\nUSER: me\nPASSWORD: " + SECRET + "\nDATABASE: pinterest\n"))
                .isEqualTo(new Credentials("db", 3306, "me", SECRET, "pinterest"));
    }

    @Test
    void aValueMayStandOnTheNextLine() throws IOException {
        assertThat(read("HOST :\n  db.example.com\nUSER:\n  me\nPASSWORD: x\nDATABASE : pins\nPORT:\n  3307\n"))
                .isEqualTo(new Credentials("db.example.com", 3307, "me", "x", "pins"));
    }

    @Test
    void theSpellingOfRdsIsTheSame() throws IOException {
        assertThat(read("RDS_HOST: db\nRDS_USER: me\nRDS_PASSWORD: x\nRDS_DATABASE: pins\nRDS_PORT: 3310\n"))
                .isEqualTo(new Credentials("db", 3310, "me", "x", "pins"));
    }

    @Test
    void aPasswordThatLooksLikeANumberOrATruthIsTakenAsItIsWritten() throws IOException {
        assertThat(read("HOST: db\nUSER: 1e3\nPASSWORD: 0123\nDATABASE: yes\n"))
                .isEqualTo(new Credentials("db", 3306, "1e3", "0123", "yes"));
    }

    @Test
    void anEmptyPasswordIsAPassword() throws IOException {
        assertThat(read("HOST: db\nUSER: me\nPASSWORD:\nDATABASE: pins\n").password())
                .isEmpty();
    }

    @Test
    void everyProblemIsReportedAtOnce() throws IOException {
        assertThat(refusal("HOST: a\nRDS_HOST: b\nUSER: ''\nPORT: 70000\n"))
                .startsWith("Cannot read the credentials in ")
                .contains("HOST and RDS_HOST say different things")
                .contains("USER is empty")
                .contains("PASSWORD (or RDS_PASSWORD) is missing")
                .contains("DATABASE (or RDS_DATABASE) is missing")
                .contains("PORT must be a whole number between 1 and 65535, was '70000'")
                .contains("Give it the lines HOST, USER");
    }

    @Test
    void aFileThatIsNoYamlIsNotQuoted() throws IOException {
        assertThat(refusal("HOST: db\nPASSWORD: \"" + SECRET + "\nUSER: me\n"))
                .contains("is not YAML")
                .doesNotContain(SECRET);
        assertThat(refusal("PASSWORD: @" + SECRET + "\n"))
                .contains("line 1 is not YAML")
                .doesNotContain(SECRET);
        assertThat(refusal("- " + SECRET + "\n"))
                .contains("it is not a list of `NAME: value` lines")
                .doesNotContain(SECRET);
        assertThat(refusal("")).contains("it is not a list of `NAME: value` lines");
    }

    @Test
    void whatIsNoSingleValueIsRefused() throws IOException {
        assertThat(refusal("HOST: db\nUSER: [a, b]\n")).contains("line 2 is not `NAME: value`");
        assertThat(refusal("HOST: db\nHOST: db2\n")).contains("HOST stands there twice");
    }

    @Test
    void aMissingFileIsOneSentence() {
        assertThatThrownBy(() -> CredentialsFile.read(folder.resolve("none.yaml"), Login.PASSWORD))
                .hasMessageContaining("none.yaml: there is no such file.");
        assertThatThrownBy(() -> CredentialsFile.read(folder, Login.PASSWORD))
                .hasMessageContaining("it cannot be opened as UTF-8 text");
    }

    @Test
    void thePasswordIsInNoText() {
        assertThat(new Credentials("db", 3306, "me", SECRET, "pins"))
                .hasToString("Credentials[pins at db:3306, user me, password hidden]");
    }

    private Credentials read(String text) throws IOException {
        return CredentialsFile.read(Files.writeString(folder.resolve("db_creds.yaml"), text), Login.PASSWORD);
    }

    private String refusal(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("db_creds.yaml"), text);
        Failure failure = catchThrowableOfType(Failure.class, () -> CredentialsFile.read(file, Login.PASSWORD));
        assertThat(failure.exit()).isEqualTo(Exit.ASKED_WRONGLY);
        assertThat(failure.getCause()).as("its trace would quote the file").isNull();
        return failure.getMessage();
    }
}
