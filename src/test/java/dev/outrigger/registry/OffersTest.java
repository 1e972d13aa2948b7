package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.registry.Offers.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffersTest {
    private final Offers offers = new Offers();

    private Offer offer(String model) {
        return offers.offer(Profiles.of("m", "there", model));
    }

    private void told(boolean whole, String... models) {
        offers.told("there", new Offers.Listing(Instant.EPOCH, List.of(models), whole));
    }

    @Test
    void knowsNothingOfABackendThatHasNotTold() {
        told(true, "a");
        assertEquals(Offer.UNKNOWN, offers.offer(Profiles.of("m", "elsewhere", "a")));
        assertEquals(Optional.empty(), offers.of("elsewhere"));
    }

    @Test
    void aPartOfAListProvesNoAbsence() {
        told(false, "a");
        assertEquals(Offer.YES, offer("a"));
        assertEquals(Offer.UNKNOWN, offer("b"));
        told(true, "a");
        assertEquals(Offer.NO, offer("b"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, gpt-5-mini, YES",
        "claude-haiku-4-5, claude-haiku-4-5-20251001, YES",
        "claude-haiku-4-5-20251001, claude-haiku-4-5, NO",
        "mistral-large-latest, mistral-large, YES",
        "llama3, llama3:latest, YES",
        "llama3:latest, llama3, YES",
        "llama3:8b, llama3, NO",
        "models/gemini-2.5-pro, gemini-2.5-pro, YES",
        "gpt-5, gpt-5-mini, NO",
        "arn:aws:bedrock:eu-west-1:1:provisioned-model/abc, amazon.nova-lite-v1:0, UNKNOWN",
        "endpoints/123, gemini-2.5-pro, UNKNOWN",
    })
    void readsANameAsItsServerMayWriteIt(String configured, String listed, Offer offer) {
        told(true, listed);
        assertEquals(offer, offer(configured));
    }

    @Test
    void remembersSoManyNamesAndThenNoLongerAllOfThem() {
        List<String> names = IntStream.rangeClosed(0, Offers.MOST_MODELS)
                .mapToObj("m%05d"::formatted)
                .toList();
        Offers.Listing listing = new Offers.Listing(Instant.EPOCH, names, true);

        assertEquals(Offers.MOST_MODELS, listing.models().size());
        assertFalse(listing.whole());
    }

    @Test
    void forgetsBackendsThatAreAskedNoMore() {
        told(true, "a");
        offers.retain(Set.of("elsewhere"));
        assertEquals(Offer.UNKNOWN, offer("a"));
    }
}
