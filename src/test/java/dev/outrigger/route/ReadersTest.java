package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.config.Hash;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private static final Hash ONE = Hash.of("one");
    private static final Hash OTHER = Hash.of("other");
    private static final Readers READERS = new Readers(Optional.of(ONE), Optional.of(ONE), Optional.of(ONE));

    private static Readers with(Hash heads, Hash examples, Hash router) {
        return new Readers(Optional.of(heads), Optional.of(examples), Optional.of(router));
    }

    @Test
    void theSameReadersReadTheSame() {
        for (Dimension dimension : Dimension.ALL)
            assertEquals(Optional.empty(), READERS.objection(dimension, with(ONE, ONE, ONE)), dimension.name());
    }

    @Test
    void whatAnotherReaderReadIsNoScoreOfThisOne() {
        assertEquals(
                Optional.of("harm was read with other heads, " + ONE + "; here " + OTHER),
                READERS.objection(Dimension.HARM, with(OTHER, ONE, ONE)));
        assertTrue(READERS.objection(Dimension.FACTORS, with(OTHER, ONE, ONE)).isPresent());
        assertTrue(
                READERS.objection(Dimension.SIMILARITY, with(ONE, OTHER, ONE)).isPresent());
        assertTrue(READERS.objection(Dimension.FACTORS, with(ONE, ONE, OTHER)).isPresent());
        assertTrue(READERS.objection(Dimension.SIMILARITY, Readers.of(ONE)).isPresent());
    }

    @Test
    void whatPlainJavaReadsIsReadAlikeByAll() {
        for (Dimension dimension :
                new Dimension[] {Dimension.TOKENS, Dimension.LANGUAGE, Dimension.SENSITIVITY, Dimension.LATENCY})
            assertEquals(Optional.empty(), READERS.objection(dimension, Readers.NONE), dimension.name());
        assertEquals(Optional.empty(), READERS.objection(Dimension.FACTORS, with(ONE, OTHER, ONE)));
        assertEquals(Optional.empty(), READERS.objection(Dimension.HARM, with(ONE, OTHER, OTHER)));
    }

    @Test
    void theRouterThatIsShippedIsNamedWithoutReadingIt() {
        assertEquals(RouterModel.ofProduct().hash(), RouterModel.hashOfProduct());
    }
}
