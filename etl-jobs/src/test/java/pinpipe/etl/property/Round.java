package pinpipe.etl.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import pinpipe.etl.landing.Landing.Reading;
import pinpipe.etl.run.Milestone;

/**
 * One run of a warehouse, with what all its cases bring to it.
 *
 * @param door how records arrive
 * @param stop the step at which the run is stopped, and then done again, if it is
 * @param reading how landed objects are read
 */
record Round(Door door, Optional<Milestone> stop, Reading reading) {
    /** Four rounds, through both doors. The last one comes when no gap is waited for any more. */
    static List<Round> drawn(Random random) {
        List<Door> doors =
                new ArrayList<>(List.of(Door.LANDING, Door.BATCH, random.nextBoolean() ? Door.BATCH : Door.LANDING));
        Collections.shuffle(doors, random);
        doors.add(Door.LANDING);
        return doors.stream()
                .map(door -> new Round(door, stop(random, door), random.nextInt(4) == 0 ? Reading.SPARK : Reading.AUTO))
                .toList();
    }

    private static Optional<Milestone> stop(Random random, Door door) {
        int first = (door == Door.LANDING ? Milestone.LISTED : Milestone.READ).ordinal();
        int step = first + random.nextInt(Milestone.ENDED.ordinal() - first);
        return random.nextInt(3) == 0 ? Optional.of(Milestone.values()[step]) : Optional.empty();
    }

    /** Stops the run at its step. */
    void reached(Milestone step) {
        if (stop.isPresent() && stop.get() == step) {
            throw new Stopped();
        }
    }

    /** Thrown in a run to end it where it stands. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
