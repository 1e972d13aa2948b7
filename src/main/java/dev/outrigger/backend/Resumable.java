package dev.outrigger.backend;

import dev.outrigger.dialect.Dialect.StreamEncoder;
import io.vertx.core.Future;
import java.util.Optional;

/** What is to be known of an answer that another attempt may go on with. Asked on its context. */
public interface Resumable {
    /** Of an answer with which nobody goes on. */
    Resumable NEVER = new Resumable() {
        @Override
        public Optional<StreamEncoder> encoder() {
            return Optional.empty();
        }

        @Override
        public int resumptions() {
            return 0;
        }

        @Override
        public boolean isWaiting() {
            return false;
        }

        @Override
        public Future<Void> settled() {
            return Future.succeededFuture();
        }
    };

    /** What writes the frames from now on, if the app had upstream's own bytes before. */
    Optional<StreamEncoder> encoder();

    /** How often another attempt went on. */
    int resumptions();

    /** Whether the attempt that gives it now was begun although no content has come. */
    boolean isWaiting();

    /** Completes when nobody will be asked to go on any more: the request may be let go. */
    Future<Void> settled();
}
