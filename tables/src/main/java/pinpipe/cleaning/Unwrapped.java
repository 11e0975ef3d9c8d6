package pinpipe.cleaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import pinpipe.cleaning.json.JsonTree.JsonObject;

/**
 * One record of a line.
 *
 * @param problem why the line or this part of it is no record, or null
 * @param layers what was unwrapped around it, the outermost first
 * @param row its fields; null where there is a problem
 * @param deleted true where the envelope says that the row is deleted
 * @param source what says all this, as it stood in the line
 */
record Unwrapped(LineProblem problem, List<Layer> layers, JsonObject row, boolean deleted, Object source) {
    Unwrapped within(Layer layer) {
        List<Layer> more = new ArrayList<>(List.of(layer));
        more.addAll(layers);
        return new Unwrapped(problem, more, row, deleted, source);
    }

    boolean saysTheSameAs(Unwrapped other) {
        return problem == other.problem && deleted == other.deleted && Objects.equals(row, other.row);
    }

    /** Its source alone must say that it is deleted, too, since other records may stand beside it. */
    Unwrapped asDeleted() {
        return new Unwrapped(
                problem, layers, row, true, new JsonObject().with("op", "d").with("before", source));
    }
}
