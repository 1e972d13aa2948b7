package dev.outrigger.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.AsyncHandler;

/**
 * What writes the log's lines, each with a system call of its own: of many lines at a time, it is told to write them
 * together. A line that another thread logs meanwhile is written with them. Thread safe, for one caller at a time.
 */
final class LogOutput {
    private final List<ExtHandler> handlers;

    private LogOutput(List<ExtHandler> handlers) {
        this.handlers = handlers;
    }

    /** Of this process: what stands behind the root logger now. With another log manager than JBoss', nothing is changed. */
    static LogOutput ofProcess() {
        return of(Logger.getLogger("").getHandlers());
    }

    static LogOutput of(Handler... handlers) {
        List<ExtHandler> writing = new ArrayList<>();
        for (Handler handler : handlers) collect(handler, writing);
        return new LogOutput(List.copyOf(writing));
    }

    private static void collect(Handler handler, List<ExtHandler> writing) {
        // One that has a thread writes when it likes.
        if (!(handler instanceof ExtHandler ours) || handler instanceof AsyncHandler) return;
        Handler[] nested = ours.getHandlers();
        for (Handler each : nested) collect(each, writing);
        if (nested.length == 0 && ours.isAutoFlush()) writing.add(ours);
    }

    /** Runs what logs many lines. They are written when it returns, or earlier, and also when it throws. */
    void together(Runnable lines) {
        for (ExtHandler handler : handlers) handler.setAutoFlush(false);
        try {
            lines.run();
        } finally {
            for (ExtHandler handler : handlers) {
                handler.setAutoFlush(true);
                handler.flush();
            }
        }
    }
}
