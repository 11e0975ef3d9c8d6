package pinpipe.etl.property;

/** How the records of a round arrive. */
enum Door {
    /** Objects appear in the landing, and one run reads what is new. */
    LANDING,
    /** Records are handed over by themselves, as the topic door and a micro-batch do. */
    BATCH
}
