package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Frame;
import dev.outrigger.support.Room;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the order in which frames are made and wanted, none is lost, doubled or out of place. */
class FrameQueuePropertyTest {
    @Property(tries = 500)
    void losesNothingDoublesNothingReordersNothing(
            @ForAll @Size(max = 60) List<@IntRange(min = -6, max = 40) Integer> steps,
            @ForAll @IntRange(max = 3) int again) {
        Source source = new Source();
        FrameQueue queue = new FrameQueue(new Progress(1), source, Room.ample());
        Reader reader = new Reader(subscription -> {}) {
            private int times;

            @Override
            public void onNext(Frame frame) {
                super.onNext(frame);
                if (times++ % 4 < again) subscription().request(1);
            }
        };
        StringBuilder made = new StringBuilder();
        int subscribed = 0;
        for (int step : steps) {
            if (step > 0) source.make(queue, step, made);
            else if (subscribed++ == 0) queue.subscribe(reader);
            else reader.subscription().request(1 - step);
        }
        if (subscribed == 0) queue.subscribe(reader);
        source.end(queue, made);
        reader.subscription().request(Long.MAX_VALUE);
        assertEquals(made.toString(), reader.text());
        assertTrue(reader.isComplete());
    }

    @Property(tries = 300)
    void holdsNoMoreThanItsHighWaterAndWhatCameTogether(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 1, max = 8) Integer> batches) {
        CountingValve valve = new CountingValve();
        FrameQueue queue = new FrameQueue(new Progress(1), valve, Room.ample());
        Reader reader = Reader.idle();
        queue.subscribe(reader);
        int offered = 0;
        for (int batch : batches) {
            if (!valve.isOpen) break;
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < batch; i++) frames.add(Frames.text("x"));
            queue.offer(frames);
            offered += batch;
        }
        assertTrue(offered < FrameQueue.HIGH_WATER + 8, "held " + offered);
    }

    /** Makes frames while the valve is open, keeps them back while it is not. */
    private static final class Source implements Valve {
        private final ArrayDeque<Frame> kept = new ArrayDeque<>();
        private boolean isOpen = true;
        private int made;

        private void make(FrameQueue queue, int count, StringBuilder text) {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String word = made++ + ",";
                text.append(word);
                frames.add(Frames.text(word));
            }
            if (isOpen && kept.isEmpty()) queue.offer(frames);
            else kept.addAll(frames);
            flush(queue);
        }

        private void end(FrameQueue queue, StringBuilder text) {
            queue.offer(new ArrayList<>(kept));
            queue.offer(List.of(Frames.text("end"), Frames.finish(0)));
            text.append("end|");
            queue.complete();
        }

        private void flush(FrameQueue queue) {
            while (isOpen && !kept.isEmpty()) queue.offer(List.of(kept.poll()));
        }

        @Override
        public void open() {
            isOpen = true;
        }

        @Override
        public void close() {
            isOpen = false;
        }

        @Override
        public void shut() {}
    }
}
