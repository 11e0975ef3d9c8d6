package pinpipe.etl.property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Knows what must become of a case, whatever way its records arrive: from what was sent, without any code of the flow. */
final class Oracle {
    /** What was sent of each good key, by place. */
    private final Map<Long, TreeMap<Place, Sent>> words = new TreeMap<>();

    private final List<String> rejections;

    Oracle(Case of) {
        of.lines().filter(SentLine::isGood).forEach(line -> {
            for (int i = 0; i < line.records().size(); i++) {
                Sent sent = line.records().get(i);
                words.computeIfAbsent(sent.key(), none -> new TreeMap<>()).put(line.place(i), sent);
            }
        });
        rejections = of.lines()
                .filter(line -> !line.isGood())
                .map(SentLine::rejection)
                .sorted()
                .toList();
    }

    /** What is not as it must be; nothing where all is right. */
    List<String> complaints(Found found) {
        List<String> complaints = new ArrayList<>();
        expect(
                complaints,
                "rejected",
                rejections,
                found.rejections().stream().sorted().toList());
        Map<Long, String> contents = new HashMap<>();
        words.forEach((key, said) -> {
            if (said.lastEntry().getValue().content() != null) {
                contents.put(key, said.lastEntry().getValue().content());
            }
        });
        expect(complaints, "rows", contents, found.contents());
        expect(complaints, "keys with rows or key versions", words.keySet(), found.keys());
        words.forEach((key, said) -> complaints.addAll(complaints(key, said, found)));
        return complaints;
    }

    /**
     * A row may name any record that says what it says: which one depends on what came together. But row and key versions
     * together know the place of the last word, or an older record could still come and pass it.
     */
    private static List<String> complaints(long key, TreeMap<Place, Sent> said, Found found) {
        List<String> complaints = new ArrayList<>();
        Place row = found.rowPlaces().get(key);
        Found.KeyVersions keyVersions = found.keyVersions().get(key);
        Sent last = said.lastEntry().getValue();
        if (row != null) {
            Set<Place> same = said.entrySet().stream()
                    .filter(word -> Objects.equals(word.getValue().content(), last.content()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            if (!same.contains(row)) {
                complaints.add("the row of %d names %s, but what it says was said at %s".formatted(key, row, same));
            }
        }
        Place known = keyVersions == null || (row != null && row.compareTo(keyVersions.place()) > 0)
                ? row
                : keyVersions.place();
        expect(complaints, "last word on " + key, said.lastKey(), known);
        if (keyVersions != null && keyVersions.place().equals(said.lastKey())) {
            expect(complaints, "deletion of " + key, last.content() == null, keyVersions.deleted());
        }
        return complaints;
    }

    private static void expect(List<String> complaints, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            complaints.add("%s: expected %s%n    but found %s".formatted(what, expected, found));
        }
    }
}
