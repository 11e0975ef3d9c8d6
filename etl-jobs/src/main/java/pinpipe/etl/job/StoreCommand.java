package pinpipe.etl.job;

import pinpipe.cli.Command;
import pinpipe.cli.Failure;
import pinpipe.etl.io.Store;

/** A command that works on a store: what a store says against us, it can put into a sentence. */
interface StoreCommand extends Command {
    @Override
    default Failure explain(Throwable error) {
        Failure store = Store.explain(does(), error);
        return store != null ? store : Command.super.explain(error);
    }
}
