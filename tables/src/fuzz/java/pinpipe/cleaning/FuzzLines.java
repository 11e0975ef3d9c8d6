package pinpipe.cleaning;

import java.util.List;
import pinpipe.tables.PinpipeTables;

/** Looks for a line that breaks {@link LineInvariants}, guided by the branches that lines reach. Jazzer calls it. */
public final class FuzzLines {
    private static final List<LineInvariants> TABLES =
            new PinpipeTables().tables().stream().map(LineInvariants::new).toList();

    private FuzzLines() {}

    /** Checks a line. */
    public static void fuzzerTestOneInput(byte[] line) {
        for (LineInvariants table : TABLES) {
            table.check(line);
            table.checkWithoutReuse(line);
        }
    }
}
