package pinpipe.producer.source;

/**
 * A value of a MySQL type, and what a row of it is in JSON.
 *
 * @param type the type as a column is declared
 * @param literal the value in SQL
 * @param json the value in JSON, exactly
 */
record TypeCase(String type, String literal, String json) {}
