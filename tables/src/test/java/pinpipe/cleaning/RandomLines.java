package pinpipe.cleaning;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import pinpipe.cleaning.json.JsonTree.JsonObject;

/** Lines as a hostile sender could write them: of every kind that is met in use, and of many that never were. */
final class RandomLines {
    private static final List<String> WRAPPERS = List.of(
            "{\"value\":%s}",
            "{\"key\":\"1\",\"value\":%s,\"offset\":1}",
            "[%s]",
            "[%s,%s]",
            "[%s,null]",
            "{\"records\":[{\"value\":%s}]}",
            "{\"records\":[{\"value\":%s},{\"value\":%s}]}",
            "{\"index\":%s}",
            "{\"schema\":{},\"payload\":%s}",
            "{\"before\":null,\"after\":%s,\"op\":\"c\"}",
            "{\"before\":%s,\"after\":null,\"op\":\"d\"}",
            "{\"before\":%s,\"after\":%s,\"op\":\"u\"}",
            "{\"StreamName\":\"s\",\"Data\":%s,\"PartitionKey\":\"1\"}",
            "{\"Records\":[{\"Data\":%s}]}",
            "{\"country\":\"X\",\"more\":%s}",
            "{\"a\":%s,\"b\":%s}",
            "{\"ind\":1,\"_deleted\":true,\"more\":%s}",
            "{\"_deleted\":\"True\",\"_key\":%s}",
            "\uFEFF%s",
            "%s ",
            " %s",
            "%s%s");

    private static final int MOST_WRAPPERS = 5;

    private final Random random;
    private final RandomJson json;
    private final List<byte[]> known;

    /** @param known lines that others are made of */
    RandomLines(long seed, Table table, List<byte[]> known) {
        this.random = new Random(seed);
        this.json = new RandomJson(random, table);
        this.known = known;
    }

    /** The next line. */
    byte[] next() {
        int kind = random.nextInt(100);
        if (kind < 40) {
            return utf8(wrapped(RandomJson.written(json.row())));
        }
        if (kind < 70) {
            return mutated(known.get(random.nextInt(known.size())));
        }
        if (kind < 80) {
            return mutated(utf8(wrapped(RandomJson.written(json.row()))));
        }
        if (kind < 90) {
            return utf8(wrapped(new String(known.get(random.nextInt(known.size())), StandardCharsets.UTF_8)));
        }
        if (kind < 95) {
            return utf8(wrapped(RandomJson.written(json.value(random.nextInt(6)))));
        }
        if (kind < 99) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            return noise;
        }
        return random.nextInt(20) > 0 ? mutated(known.get(random.nextInt(known.size()))) : utf8(deep());
    }

    private String wrapped(String line) {
        String wrapped = line;
        for (int layers = random.nextInt(4) == 0 ? random.nextInt(MOST_WRAPPERS) + 1 : 0; layers > 0; layers--) {
            wrapped = switch (random.nextInt(8)) {
                case 0 -> RandomJson.written(wrapped);
                case 1 -> Base64.getEncoder().encodeToString(utf8(wrapped));
                case 2 ->
                    RandomJson.written(Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(wrapped)));
                default -> WRAPPERS.get(random.nextInt(WRAPPERS.size())).replace("%s", wrapped);
            };
        }
        return wrapped;
    }

    private String deep() {
        int levels = 900 + random.nextInt(200);
        String open = random.nextBoolean() ? "[" : "{\"value\":";
        String close = open.equals("[") ? "]" : "}";
        String row = RandomJson.written(new JsonObject().with("ind", 1).with("more", null));
        return row.replace("null", open.repeat(levels) + "1" + close.repeat(random.nextInt(10) == 0 ? 1 : levels));
    }

    /** A line with a few bytes changed, left out, doubled, or cut off at an end. */
    private byte[] mutated(byte[] line) {
        byte[] mutated = line.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0 && mutated.length > 0; changes--) {
            int at = random.nextInt(mutated.length);
            int to = Math.min(mutated.length, at + 1 + random.nextInt(12));
            switch (random.nextInt(7)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = (byte) "\"\\{}[],:0.eE-+ tnN/u".charAt(random.nextInt(20));
                case 2 -> mutated = joined(Arrays.copyOf(mutated, at), Arrays.copyOfRange(mutated, to, mutated.length));
                case 3 -> mutated = joined(Arrays.copyOf(mutated, to), Arrays.copyOfRange(mutated, at, mutated.length));
                case 4 -> mutated = Arrays.copyOf(mutated, at);
                case 5 ->
                    mutated = joined(
                            joined(Arrays.copyOf(mutated, at), utf8(json.text())),
                            Arrays.copyOfRange(mutated, at, mutated.length));
                default -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return mutated;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
