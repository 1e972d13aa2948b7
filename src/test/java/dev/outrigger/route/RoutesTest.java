package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.RegistryView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final RegistryView VIEW = Fixtures.view(Fixtures.SMOL, Fixtures.MINI);
    private static final List<ModelProfile> MODELS = Fixtures.profiles(VIEW);
    private static final PolicySettings THRIFT = new PolicySettings(
            Objective.DEFAULT,
            Optional.empty(),
            List.of(new StageSettings.Score()),
            Conduct.DEFAULT.patience(),
            true,
            false,
            false,
            HoldSettings.NONE,
            OnRefusal.STOP);
    private static final Map<String, Policy> POLICIES = Map.of(
            Policy.DEFAULT,
            Policies.compile(Policy.DEFAULT, Policies.defaults(MODELS), MODELS),
            Policy.CONTRACT,
            Policies.contract(MODELS),
            "thrift",
            Policies.compile("thrift", THRIFT, MODELS));

    private static Routes.Match match(String model, RouteSettings... routes) {
        return new Routes(List.of(routes), POLICIES).match(new ModelName(model), VIEW);
    }

    private static Routes.Match ours(String policy) {
        return new Routes.Match.Ours(Objects.requireNonNull(POLICIES.get(policy)));
    }

    private static RouteSettings route(String model, String policy) {
        return new RouteSettings(model, policy);
    }

    @Test
    void theFirstMatchingRouteWins() {
        assertEquals(ours("thrift"), match("gpt-4o", route("gpt-4*", "thrift"), route("*", "default")));
        assertEquals(ours("default"), match("gpt-5", route("gpt-4*", "thrift"), route("*", "default")));
    }

    @Test
    void aNameIsFreeThatLeavesTheChoiceToAPolicy() {
        Routes routes = new Routes(
                List.of(route("smart", "thrift"), route("gpt-4*", "thrift"), route("*", "contract")), POLICIES);

        for (String free : List.of("auto", "outrigger/thrift", "outrigger/none", "smart", "gpt-4o"))
            assertEquals(true, routes.isFree(new ModelName(free)), free);
        assertEquals(List.of("smart"), routes.free());
        for (String named : List.of("mini", "gpt-5", "smarter", "*"))
            assertEquals(false, routes.isFree(new ModelName(named)), named);
        assertEquals(POLICIES.get(Policy.CONTRACT), routes.contract());
    }

    @Test
    void aConfiguredModelIsAContract() {
        assertEquals(ours("contract"), match("mini", route("*", "contract")));
        assertEquals(ours("contract"), match("vendor-mini", route("*", "contract")));
    }

    @Test
    void aConfiguredModelIsAContractWhereNoRouteSaysOtherwise() {
        assertEquals(ours("contract"), match("mini"));
        assertEquals(ours("contract"), match("mini", route("gpt-4*", "thrift")));
        assertEquals(ours("thrift"), match("mini", route("mi*", "thrift")));
    }

    @Test
    void anAdapterOfAModelThatTakesNoneIsNobodys() {
        Routes.Match none = match("mini:poet");
        assertEquals(new Routes.Match.NoAdapters("mini", "poet"), none);
        assertEquals(
                "model mini takes no adapters by name, so there is no mini:poet",
                ((Routes.Match.NoAdapters) none).words());
        assertEquals(none, match("mini:poet", route("*", "contract")));
        // A server's own names are its own business, colons and all
        assertEquals(new Routes.Match.NotOurs(new ModelName("vendor-mini:7b")), match("vendor-mini:7b"));
        assertEquals(ours("thrift"), match("mini:poet", route("mini:*", "thrift")));
    }

    @Test
    void anUnknownModelIsNotOurs() {
        assertEquals(new Routes.Match.NotOurs(new ModelName("gpt-9")), match("gpt-9", route("*", "contract")));
        assertEquals(new Routes.Match.NotOurs(new ModelName("gpt-9")), match("gpt-9"));
    }

    @Test
    void autoIsFreeRoutingEvenWithoutARoute() {
        assertEquals(ours("default"), match("auto"));
        assertEquals(ours("default"), match("auto", route("*", "contract")));
        assertEquals(ours("thrift"), match("auto", route("auto", "thrift")));
    }

    @Test
    void aPolicyCanBeNamed() {
        assertEquals(ours("thrift"), match("outrigger/thrift", route("*", "contract")));
    }

    @Test
    void namingAPolicyThatIsNoneIsAMistakeOfTheRequest() {
        assertEquals(new Routes.Match.NoSuchPolicy("thrifty"), match("outrigger/thrifty"));
        assertEquals(new Routes.Match.NoSuchPolicy("contract"), match("outrigger/contract"));
    }

    @Test
    void needsEveryPolicyItNames() {
        assertThrows(IllegalArgumentException.class, () -> match("auto", route("*", "none")));
    }

    @Property
    void patternsMeanWhatARegularExpressionWouldSay(
            @ForAll @StringLength(max = 6) @CharRange(from = '*', to = ',') String raw,
            @ForAll @StringLength(max = 8) @CharRange(from = '+', to = ',') String text) {
        // Given
        String regex = Stream.of(raw.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));

        // Then
        assertEquals(text.matches(regex), Glob.matches(raw, text));
    }
}
