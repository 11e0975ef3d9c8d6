package pinpipe.etl.landing.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {
    @Test
    void theSinksNamesAreReadWithAnyPadding() {
        assertThat(ObjectName.read("topics/ab.pin/partition=2/ab.pin+2+0000000042.json"))
                .contains(new ObjectName("ab.pin", 2, 42, true));
        assertThat(ObjectName.read("topics/ab.pin/partition=2/ab.pin+2+00000000000000000042.json.gz"))
                .contains(new ObjectName("ab.pin", 2, 42, true));
    }

    @Test
    void underTimeFoldersOffsetsAreNotConsecutive() {
        assertThat(ObjectName.read("topics/ab.pin/year=2024/month=01/day=31/hour=07/ab.pin+0+0000000042.json"))
                .contains(new ObjectName("ab.pin", 0, 42, false));
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(ObjectName.read(ObjectName.path("ab.pin", 3, 17, true)))
                .contains(new ObjectName("ab.pin", 3, 17, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics/ab.pin/partition=0/_SUCCESS",
                "topics/ab.pin/partition=0/ab.geo+0+0000000000.json",
                "topics/ab.pin/partition=0/ab.pin+0+0000000000.avro",
                "topics/ab.pin/partition=0/ab.pin+0+.json",
                "topics/ab.pin/partition=0/ab.pin+0+99999999999999999999.json",
                "topics/ab.pin/ab.pin+0+0000000000.json",
                "elsewhere/ab.pin/partition=0/ab.pin+0+0000000000.json",
            })
    void anyOtherNameSaysNothing(String path) {
        assertThat(ObjectName.read(path)).isEmpty();
    }
}
