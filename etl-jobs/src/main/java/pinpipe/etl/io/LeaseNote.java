package pinpipe.etl.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands in the object of a {@link Lease}.
 *
 * @param number its place among the leases of the table
 * @param holder who holds it
 * @param machine which machine's, and whose process numbers these are; empty where that cannot be known
 * @param process the number of the process
 * @param began when that process began, in seconds since 1970: numbers are used again
 * @param until when it runs out
 */
record LeaseNote(long number, String holder, String machine, long process, long began, Instant until) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = here();

    static LeaseNote ofThisProcess(long number, String holder, Instant until) {
        ProcessHandle process = ProcessHandle.current();
        return new LeaseNote(number, holder, HERE, process.pid(), began(process), until);
    }

    /** True if it has not run out and its process, as far as can be seen from here, lives. */
    boolean holds(Instant now) {
        return now.isBefore(until) && !isDeadHere();
    }

    private boolean isDeadHere() {
        if (machine.isEmpty() || !machine.equals(HERE)) {
            return false;
        }
        Optional<ProcessHandle> alive = ProcessHandle.of(process);
        return alive.isEmpty() || began(alive.get()) != began;
    }

    byte[] json() {
        return JSON.createObjectNode()
                .put("holder", holder)
                .put("machine", machine)
                .put("process", process)
                .put("began", began)
                .put("until", until.toString())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The note in an object.
     *
     * @param unfinished when it runs out if it is being written just now
     */
    static LeaseNote read(long number, String json, Instant unfinished) throws IOException {
        if (json.isEmpty()) {
            return new LeaseNote(number, "another process", "", 0, 0, unfinished);
        }
        JsonNode note = JSON.readTree(json);
        return new LeaseNote(
                number,
                note.path("holder").asText(),
                note.path("machine").asText(),
                note.path("process").asLong(),
                note.path("began").asLong(),
                Instant.parse(note.path("until").asText()));
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).getEpochSecond();
    }

    /** On Linux, the boot and the space of process numbers: two containers may have one name and each its process 1. */
    private static String here() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | RuntimeException unknown) {
            return "";
        }
    }
}
