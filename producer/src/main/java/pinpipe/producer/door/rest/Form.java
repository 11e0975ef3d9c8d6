package pinpipe.producer.door.rest;

import java.util.List;
import pinpipe.producer.row.PostTable;
import pinpipe.producer.row.Row;

/** How rows look in a request: what a door to one kind of server knows about it. */
sealed interface Form permits TopicForm, StreamForm {
    /** What the server is called in sentences. */
    String server();

    /** Where the rows of a table go, in sentences: a kind of place and its name. */
    String place(PostTable table);

    /** The path of a table's requests, below the base address. */
    String path(PostTable table);

    /** The path that is asked in the beginning, only to see whether anybody answers. */
    String anyPath();

    /** {@code POST} or {@code PUT}. */
    String method();

    /** The {@code Content-Type} of a body. */
    String contentType();

    /** What an answer may be, for {@code Accept}. */
    String accept();

    /** The most rows of a request. */
    int mostRecords();

    /** Requests under way at a time. */
    int lanes();

    /** What stands for a row in a body. */
    byte[] record(Row row);

    /** The body for some rows. */
    byte[] body(List<byte[]> records);
}
