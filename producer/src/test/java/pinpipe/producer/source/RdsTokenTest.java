package pinpipe.producer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pinpipe.producer.aws.AwsAccess;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.scene.AwsKeys;
import pinpipe.producer.scene.Servers;
import pinpipe.stack.Database;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

@ExtendWith({Servers.class, AwsKeys.class})
class RdsTokenTest {
    private static final Pattern DATE = Pattern.compile("X-Amz-Date=([0-9TZ]+)");
    private static final Credentials DATABASE =
            new Credentials("pins.c1a2b3.eu-west-1.rds.amazonaws.com", 3306, "reader+1", "", "pinterest");

    @Test
    void aTokenIsTheOneThatTheSdkOfAwsMakes() {
        RdsToken ours = RdsToken.of(new AwsAccess(Optional.empty(), Optional.empty()), DATABASE);
        String made;
        String theirs;
        do {
            made = ours.get();
            theirs = reference();
        } while (!date(made).equals(date(theirs)));

        assertThat(parts(made)).containsExactlyInAnyOrderElementsOf(parts(theirs));
        assertThat(made).contains("X-Amz-Expires=900").contains("%2Feu-west-1%2Frds-db%2F");
    }

    @Test
    void aRegionThatIsGivenBeatsTheOneOfTheHost() {
        RdsToken token = RdsToken.of(new AwsAccess(Optional.of("us-west-2"), Optional.empty()), DATABASE);

        assertThat(token.get()).contains("%2Fus-west-2%2Frds-db%2F");
        assertThat(token.toString()).doesNotContain(AwsKeys.SECRET);
    }

    @Test
    void aTokenNeverTravelsOpenly(Database database) {
        Credentials open = new Credentials(database.host(), database.port(), database.user(), "", database.name());
        RdsToken token = RdsToken.of(new AwsAccess(Optional.empty(), Optional.empty()), open);

        assertThatThrownBy(() -> Source.open(token, Tls.REQUIRED, PostTable.ALL, Selection.ALL))
                .hasMessageStartingWith("Cannot produce from pinterest at 127.0.0.1:")
                .hasMessageContaining("SSL Connection required, but not provided by server");
    }

    private static String reference() {
        return RdsUtilities.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AwsAccess.credentials())
                .build()
                .generateAuthenticationToken(token ->
                        token.hostname(DATABASE.host()).port(DATABASE.port()).username(DATABASE.user()));
    }

    private static String date(String token) {
        Matcher date = DATE.matcher(token);
        assertThat(date.find()).isTrue();
        return date.group(1);
    }

    private static List<String> parts(String token) {
        URI address = URI.create("https://" + token);
        return List.of((address.getRawAuthority() + address.getRawPath() + "&" + address.getRawQuery()).split("&", -1));
    }
}
