package pinpipe.producer.source;

/** How the way to the database is kept from others. */
public enum Tls {
    /** Encrypted if the server can; whoever it is. */
    PREFERRED("PREFERRED"),
    /** Encrypted or not at all; whoever it is. */
    REQUIRED("REQUIRED"),
    /** Encrypted, and by the server that the address names, with a certificate that Java trusts. */
    VERIFY("VERIFY_IDENTITY");

    private final String driver;

    Tls(String driver) {
        this.driver = driver;
    }

    /** What the driver calls it. */
    String driver() {
        return driver;
    }
}
