package pinpipe.producer.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import pinpipe.stack.Broker;
import pinpipe.stack.Database;
import pinpipe.stack.KinesisServer;

/** Gives tests the embedded database, broker and Kinesis, each started once, when first wanted, for all test classes. */
public final class Servers implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Servers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Database.class || type == Broker.class || type == KinesisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Running running = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(type, Running::of, Running.class);
        return running.server;
    }

    private record Running(Object server, Runnable stop, Path folder) implements AutoCloseable {
        static Running of(Class<?> type) {
            try {
                Path folder = Files.createTempDirectory("pinpipe-" + type.getSimpleName());
                if (type == Database.class) {
                    Database database = Database.start(folder);
                    return new Running(database, database::close, folder);
                }
                if (type == KinesisServer.class) {
                    KinesisServer kinesis = KinesisServer.start(folder);
                    return new Running(kinesis, kinesis::close, folder);
                }
                Broker broker = Broker.start(folder);
                return new Running(broker, broker::close, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            stop.run();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
