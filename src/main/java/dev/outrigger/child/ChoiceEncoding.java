package dev.outrigger.child;

import java.util.List;
import java.util.function.Supplier;

/** One of the variants of a sealed interface: its number among them, then itself. */
final class ChoiceEncoding implements Encoding<Object> {
    private final List<Class<?>> variants;
    private final Supplier<List<Encoding<Object>>> encodings;

    ChoiceEncoding(Class<?> choice) {
        this.variants = variants(choice);
        this.encodings = Later.of(() -> variants.stream()
                .map(variant -> Encodings.of((java.lang.reflect.Type) variant))
                .toList());
    }

    static List<Class<?>> variants(Class<?> choice) {
        return List.of(choice.getPermittedSubclasses());
    }

    @Override
    public void write(Object value, Out out) {
        for (int i = 0; i < variants.size(); i++) {
            if (!variants.get(i).isInstance(value)) continue;
            out.oneByte(i);
            encodings.get().get(i).write(value, out);
            return;
        }
        throw new IllegalStateException(value.getClass() + " is none of " + variants);
    }

    @Override
    public Object read(In in) {
        int variant = in.oneByte();
        if (variant >= variants.size()) throw new WrongBytes("no such variant");
        return encodings.get().get(variant).read(in);
    }
}
