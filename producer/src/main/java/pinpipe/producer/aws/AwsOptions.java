package pinpipe.producer.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that talks to AWS. Who we are to it, its usual variables, files and roles say. */
public final class AwsOptions {
    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "AWS: the region; unless given, the one in the address, or what AWS_REGION or the usual"
                    + " configuration of AWS says.")
    private String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "kinesis: another address than AWS's own, such as that of a local Kinesis; AWS_ENDPOINT_URL_KINESIS"
                            + " in the environment does the same.")
    private String endpoint;

    /** What is wrong with them. */
    public void check(List<String> problems) {
        if (region != null && !region.matches("[a-z0-9-]{1,60}")) {
            problems.add("--region must be a name such as us-east-1, was '%s'".formatted(region));
        }
        if (endpoint != null && address() == null) {
            // An address can hold a password, so it is not repeated.
            problems.add(
                    "--endpoint must be an address such as http://127.0.0.1:4568, without a user or a question mark");
        }
    }

    /** The given one. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** How we talk to AWS. */
    public AwsAccess access() {
        return new AwsAccess(region(), Optional.ofNullable(address()));
    }

    /** Null if none is given, or what is given is none. */
    private URI address() {
        if (endpoint == null || !endpoint.matches("https?://.*")) {
            return null;
        }
        try {
            URI written = new URI(endpoint.strip());
            boolean plain = written.getUserInfo() == null && written.getQuery() == null;
            return plain && written.getHost() != null ? written : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
