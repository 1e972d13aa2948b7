package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a request can ask for or hold, in whichever dialect it is said: it arrives, or it is named as lost, or the
 * request is not said. Nothing is lost in silence.
 */
class LossContractTest {
    private static final List<Spoken> DIALECTS = Spoken.all();
    private static final List<Wish> WISHES = Wishes.all();
    private static final ModelName MODEL = new ModelName("m");

    static Stream<Arguments> eachInEach() {
        return DIALECTS.stream().flatMap(dialect -> WISHES.stream().map(wish -> Arguments.of(wish, dialect)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("eachInEach")
    void arrivesOrIsNamedOrIsNotSaid(Wish wish, Spoken vendor) {
        if (!(vendor.dialect().encodeRequest(wish.request(), MODEL) instanceof Encoding.Said said)) return;

        ChatRequest arrived = vendor.said(wish.request(), said).request();

        boolean named = wish.feature().filter(said.lost()::contains).isPresent();
        assertTrue(
                named || wish.kept().test(arrived) || isDoneAnyhow(wish, arrived, vendor),
                () -> "lost in silence; named is " + said.lost() + ", said is "
                        + said.body().utf8());
    }

    /** Where a vendor cannot be told to hide what was thought it shows it, and the other way round. */
    private static boolean isDoneAnyhow(Wish wish, ChatRequest arrived, Spoken vendor) {
        if (wish.request().display().isEmpty() || arrived.display().isPresent()) return false;
        boolean shows = wish.request().display().get() == Thinking.Display.SHOWN;
        return !shows || loses(Thinking.Display.HIDDEN, vendor);
    }

    private static boolean loses(Thinking.Display display, Spoken vendor) {
        return WISHES.stream()
                .filter(wish -> wish.request().display().filter(display::equals).isPresent())
                .map(wish -> vendor.dialect().encodeRequest(wish.request(), MODEL))
                .allMatch(encoding ->
                        encoding instanceof Encoding.Said said && said.lost().contains(Feature.DISPLAY));
    }

    /** No answer depends on one: it is left out, and refuses nobody. */
    @ParameterizedTest
    @MethodSource("dialects")
    void aCacheMarkStandsInNobodysWayWhereverItStands(Spoken vendor) {
        Part mark = new Part.CacheMark(Optional.empty());
        Part text = new Part.Text("hi");
        ChatRequest marked = Wish.request(
                List.of(
                        new Message(Role.SYSTEM, List.of(text, mark)),
                        new Message(Role.USER, List.of(text, mark)),
                        new Message(Role.ASSISTANT, List.of(text, mark, new Part.ToolCall("c", "f", "{}"), mark)),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(text, mark), false), mark))),
                Wish.Manner.of(
                        List.of(new Tool("f", "", "{}", Tool.Kind.FUNCTION)), Optional.empty(), Optional.empty()));

        assertInstanceOf(Encoding.Said.class, vendor.dialect().encodeRequest(marked, MODEL));
    }

    @Test
    void everyFeatureIsWishedFor() {
        Set<Feature> wished = EnumSet.noneOf(Feature.class);
        for (Wish wish : WISHES) wish.feature().ifPresent(wished::add);

        assertEquals(EnumSet.allOf(Feature.class), wished);
    }

    /** Else the others would be said of nothing. */
    @Test
    void everyDialectSaysMostOfAll() {
        for (Spoken vendor : DIALECTS) {
            List<Wish> unsaid = new ArrayList<>();
            for (Wish wish : WISHES)
                if (vendor.dialect().encodeRequest(wish.request(), MODEL) instanceof Encoding.Unsayable)
                    unsaid.add(wish);
            assertTrue(unsaid.size() < WISHES.size() / 4, vendor + " cannot say " + unsaid);
        }
    }

    /** A wish that nobody has is not lost. */
    @ParameterizedTest
    @MethodSource("dialects")
    void namesNothingThatWasNotAskedFor(Spoken vendor) {
        ChatRequest plain = Wish.request(Wish.HI, Wish.Manner.NONE);

        assertEquals(Set.of(), ((Encoding.Said) vendor.dialect().encodeRequest(plain, MODEL)).lost());
    }

    static List<Spoken> dialects() {
        return DIALECTS;
    }
}
