package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.support.Asked;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void cutsWhatIsAskedOnceForAllProbes() {
        // Given
        Subject subject = Subject.of(Asked.of("Describe the Alps, thanks!").request());

        // Then
        assertEquals(Optional.of(new AskedText("Describe the Alps", false)), subject.asked());
        assertSame(subject.asked(), subject.asked());
    }

    @Test
    void asksNothingWithoutText() {
        assertEquals(Optional.empty(), Subject.of(Asked.of(" ").request()).asked());
    }
}
