package pinpipe.etl.property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a warehouse holds of one case.
 *
 * @param contents what the rows say, by key
 * @param rowPlaces which records they name, by key
 * @param keyVersions what is known besides, by key
 * @param rejections the lines in quarantine, as {@link SentLine#rejection}
 */
record Found(
        Map<Long, String> contents,
        Map<Long, Place> rowPlaces,
        Map<Long, KeyVersions> keyVersions,
        List<String> rejections) {
    /** The last word on a key, where its row does not show it. */
    record KeyVersions(Place place, boolean deleted) {}

    Found() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
    }

    Set<Long> keys() {
        Set<Long> keys = new HashSet<>(contents.keySet());
        keys.addAll(keyVersions.keySet());
        return keys;
    }
}
