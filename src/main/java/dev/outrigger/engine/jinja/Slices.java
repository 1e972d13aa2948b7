package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Python's indices and slices: places from the end are negative, and bounds outside are no error. */
final class Slices {
    private Slices() {}

    /** The item at a place, if there is one. */
    static Optional<Value> item(Value target, long index, Meter meter) throws TemplateException {
        if (target instanceof Text text) return character(text, index, meter);
        if (target instanceof Value.Sequence sequence) return at(sequence.items(), index);
        return Optional.empty();
    }

    static Value slice(Value target, Optional<Long> from, Optional<Long> to, long step, Meter meter)
            throws TemplateException {
        if (step == 0) throw TemplateException.broken("a slice's step cannot be 0");
        if (target instanceof Text text) {
            return step == 1 ? part(text, from, to, meter) : join(pick(characters(text, meter), from, to, step), meter);
        }
        if (target instanceof Value.Sequence sequence) {
            meter.steps(sequence.items().size());
            List<Value> picked = pick(sequence.items(), from, to, step);
            return target instanceof Value.Tuple ? new Value.Tuple(picked) : new Value.Listed(picked);
        }
        throw TemplateException.broken("cannot take a slice of " + Names.of(target));
    }

    /** A text's characters, one text each. */
    static List<Text> characters(Text text, Meter meter) throws TemplateException {
        meter.write(text.length());
        meter.steps(text.length());
        List<Text> characters = new ArrayList<>(text.length());
        String string = text.string();
        for (int i = 0; i < string.length(); ) {
            int next = string.offsetByCodePoints(i, 1);
            characters.add(text.cut(i, next));
            i = next;
        }
        return characters;
    }

    private static Optional<Value> character(Text text, long index, Meter meter) throws TemplateException {
        meter.read(text.length());
        int length = PythonText.length(text.string());
        long place = index < 0 ? index + length : index;
        if (place < 0 || place >= length) return Optional.empty();
        int begin = text.string().offsetByCodePoints(0, (int) place);
        return Optional.of(text.cut(begin, text.string().offsetByCodePoints(begin, 1)));
    }

    private static Text part(Text text, Optional<Long> from, Optional<Long> to, Meter meter) throws TemplateException {
        meter.read(text.length());
        int length = PythonText.length(text.string());
        int start = clamp(from.orElse(0L), length, 0, length);
        int end = clamp(to.orElse((long) length), length, 0, length);
        if (end <= start) return Text.EMPTY;
        int begin = text.string().offsetByCodePoints(0, start);
        return meter.write(text.cut(begin, text.string().offsetByCodePoints(begin, end - start)));
    }

    private static Text join(List<Text> characters, Meter meter) throws TemplateException {
        TextBuilder joined = new TextBuilder();
        characters.forEach(joined::append);
        return meter.write(joined.build());
    }

    private static <T> Optional<T> at(List<T> items, long index) {
        long place = index < 0 ? index + items.size() : index;
        return place >= 0 && place < items.size() ? Optional.of(items.get((int) place)) : Optional.empty();
    }

    private static <T> List<T> pick(List<T> items, Optional<Long> from, Optional<Long> to, long step) {
        int size = items.size();
        if (step > 0) {
            int start = clamp(from.orElse(0L), size, 0, size);
            int end = clamp(to.orElse((long) size), size, 0, size);
            return places(start, end, step).mapToObj(items::get).toList();
        }
        int start = from.isPresent() ? clamp(from.get(), size, -1, size - 1) : size - 1;
        int end = to.isPresent() ? clamp(to.get(), size, -1, size - 1) : -1;
        return places(start, end, step).mapToObj(items::get).toList();
    }

    private static IntStream places(int start, int end, long step) {
        int by = Math.clamp(step, -Integer.MAX_VALUE / 4, Integer.MAX_VALUE / 4);
        return by > 0
                ? IntStream.iterate(start, place -> place < end, place -> place + by)
                : IntStream.iterate(start, place -> place > end, place -> place + by);
    }

    private static int clamp(long place, int size, int least, int most) {
        return Math.clamp(place < 0 ? place + size : place, least, most);
    }
}
