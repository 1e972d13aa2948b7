package dev.outrigger;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules of the packages below a root. The root is a parameter, so that each rule can be seen to fail. */
final class ArchitectureRules {
    /** Each package imports only those before it; the root package, which wires them, may import all. */
    private static final List<String> ORDER = List.of(
            "chat",
            "config",
            "sensitive",
            "dialect",
            "engine",
            "child",
            "life",
            "analyze",
            "registry",
            "admit",
            "route",
            "exchange",
            "backend",
            "cache",
            "rollout",
            "learn",
            "telemetry",
            "proxy",
            "console",
            "inject",
            "cli");

    private static final String EMPTY_WORDS =
            "(Manager|Helper|Util|Utils|Processor|Service|Impl|Data|Info|Base|Abstract)";

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** Every rule by its claim. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("each package imports only those above it", order());
        rules.put(
                "there is no package cycle",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
        rules.put("every package has its place in the order", classes().should(haveAPlace()));
        rules.put("every package says what it is, and is null-marked", classes().should(beInADescribedPackage()));
        rules.put("chat knows the JDK alone", chatIsPlain());
        rules.putAll(fences());
        rules.put(
                "standard streams are for cli",
                noClasses().that(resideOutsideOfPackages(in("cli"))).should(ACCESS_STANDARD_STREAMS));
        rules.put(
                "nobody sleeps",
                noClasses()
                        .should()
                        .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class))))));
        rules.put("no name is an empty word", noClasses().should().haveNameMatching(".*" + EMPTY_WORDS));
        rules.put(
                "no name begins with an empty word",
                noClasses().should().haveNameMatching(".*[.$](Abstract|Base)[A-Z].*"));
        rules.replaceAll((claim, rule) -> rule.allowEmptyShould(true).as(claim));
        return rules;
    }

    private Map<String, ArchRule> fences() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("DJL is for engine", fence("ai\\.djl\\..*", "engine"));
        rules.put("CEL is for route", fence("dev\\.cel\\..*", "route"));
        rules.put("SnakeYAML is for config", fence("org\\.yaml\\.snakeyaml\\..*", "config"));
        rules.put(
                "fault tolerance is for backend",
                fence("(io\\.smallrye|org\\.eclipse\\.microprofile)\\.faulttolerance\\..*", "backend"));
        rules.put("the HTTP client is for backend", fence("io\\.vertx\\.core\\.http\\.HttpClient.*", "backend"));
        rules.put(
                "the HTTP server is for proxy, console and inject",
                fence("io\\.vertx\\.core\\.http\\.HttpServer.*", "proxy", "console", "inject"));
        rules.put("OpenTelemetry is for telemetry and the root", fence("io\\.opentelemetry\\..*", "telemetry", ""));
        rules.put("Micrometer is for telemetry and the root", fence("io\\.micrometer\\..*", "telemetry", ""));
        rules.put("picocli is for cli and the root's own verbs", fence("picocli\\..*", "cli", ""));
        rules.put(
                "Jackson is for config, dialect, rollout, console, inject and cli",
                fence("com\\.fasterxml\\.jackson\\..*", "config", "dialect", "rollout", "console", "inject", "cli"));
        rules.put("language detection is for analyze", fence("opennlp\\..*", "analyze"));
        rules.put(
                "the clouds' libraries are for backend",
                fence("(software\\.amazon|com\\.google\\.auth)\\..*", "backend"));
        rules.put("Mutiny is for learn", fence("io\\.smallrye\\.mutiny\\..*", "learn"));
        rules.put(
                "the log's handlers are for telemetry",
                fence("(java\\.util\\.logging|org\\.jboss\\.logmanager)\\..*", "telemetry"));
        return rules;
    }

    private ArchRule order() {
        CompositeArchRule order = CompositeArchRule.of(nothingBelow(0));
        for (int i = 1; i < ORDER.size(); i++) order = order.and(nothingBelow(i));
        return order;
    }

    private ArchRule nothingBelow(int place) {
        String[] below = Stream.concat(
                        ORDER.stream().skip(place + 1L).map(name -> root + "." + name + ".."), Stream.of(root))
                .toArray(String[]::new);
        return noClasses()
                .that(resideInAnyPackage(in(ORDER.get(place))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(below))
                .allowEmptyShould(true);
    }

    private ArchRule chatIsPlain() {
        return noClasses()
                .that(resideInAnyPackage(in("chat")))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages("java..", "org.jspecify.annotations", root + ".chat.."));
    }

    /** Only these packages use the library; the empty name is the root. */
    private ArchRule fence(String library, String... packages) {
        return noClasses()
                .that(resideOutsideOfPackages(in(packages)))
                .should()
                .dependOnClassesThat(nameMatching(library));
    }

    private String[] in(String... packages) {
        return Stream.of(packages)
                .map(name -> name.isEmpty() ? root : root + "." + name + "..")
                .toArray(String[]::new);
    }

    private ArchCondition<JavaClass> haveAPlace() {
        List<String> places = ORDER.stream().map(name -> root + "." + name).toList();
        return condition("have a place", type -> {
            String name = type.getPackageName();
            return name.equals(root) || places.stream().anyMatch(place -> (name + ".").startsWith(place + "."));
        });
    }

    private ArchCondition<JavaClass> beInADescribedPackage() {
        return condition(
                "be in a described package",
                type -> type.getPackage()
                        .tryGetPackageInfo()
                        .filter(described -> described.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .isPresent());
    }

    private static ArchCondition<JavaClass> condition(String claim, java.util.function.Predicate<JavaClass> holds) {
        return new ArchCondition<>(claim) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!holds.test(type)) events.add(SimpleConditionEvent.violated(type, type.getName()));
            }
        };
    }
}
