package pinpipe.etl.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Who holds a table and does its runs, as a person reads it and unlike for every process. */
public final class Holder {
    private Holder() {}

    /** This process, such as {@code process 4711 on ip-10-0-0-7 (8c1f0a52)}. */
    public static String here() {
        String unlike = UUID.randomUUID().toString().substring(0, 8);
        return "process %d on %s (%s)".formatted(ProcessHandle.current().pid(), machine(), unlike);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException withoutName) {
            return "this machine";
        }
    }
}
