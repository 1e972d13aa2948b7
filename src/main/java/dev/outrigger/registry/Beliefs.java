package dev.outrigger.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What is thought of a model's answers by domain. Thread-safe; what is read is an immutable map. */
final class Beliefs {
    /** Domains that are remembered; verdicts on further ones are dropped. */
    static final int MOST_DOMAINS = 64;

    /** Prompts of a measurement that count at most: live traffic is another thing than a benchmark. */
    static final int MEASURED = 50;

    /** Verdicts that the operator's word on a domain counts as. */
    static final int SAID = 10;

    /** Verdicts that the operator's word on everything counts as in any domain. */
    static final int SAID_OF_ALL = 4;

    private final ModelProfile profile;
    private volatile Map<String, Belief> byDomain;
    private volatile Optional<TrackRecord> given = Optional.empty();

    Beliefs(ModelProfile profile) {
        this.profile = profile;
        this.byDomain = thought(TrackRecord.NONE);
    }

    Map<String, Belief> byDomain() {
        return byDomain;
    }

    /** The verdicts alone, without what was thought before; absent before the first. */
    Optional<TrackRecord> given() {
        return given;
    }

    /** On an answer of which nobody knows what it was about. */
    synchronized void judged(boolean good) {
        judged(Optional.empty(), good);
    }

    synchronized void judged(String domain, boolean good) {
        boolean isKnown = byDomain.containsKey(domain) || byDomain.size() < MOST_DOMAINS;
        judged(isKnown ? Optional.of(domain) : Optional.empty(), good);
    }

    /** Old verdicts fade wherever they are of, so that those of a domain stay a part of all. */
    private void judged(Optional<String> domain, boolean good) {
        TrackRecord last = given.orElse(TrackRecord.NONE);
        double kept = last.all().kept();
        Map<String, Verdicts> verdicts = new HashMap<>(last.domains());
        verdicts.replaceAll((named, before) -> before.faded(kept));
        domain.ifPresent(named ->
                verdicts.put(named, verdicts.getOrDefault(named, Verdicts.NONE).and(good)));
        TrackRecord now = new TrackRecord(last.all().judged(good), verdicts);
        given = Optional.of(now);
        byDomain = thought(now);
    }

    /** Of the domains that the profile speaks of or verdicts were given in. */
    private Map<String, Belief> thought(TrackRecord now) {
        Set<String> domains = new HashSet<>(now.domains().keySet());
        domains.addAll(profile.skills().domains().keySet());
        domains.addAll(profile.facts().strengths().domains().keySet());
        return domains.stream()
                .collect(Collectors.toUnmodifiableMap(
                        domain -> domain,
                        domain -> prior(domain).after(now.domains().getOrDefault(domain, Verdicts.NONE))));
    }

    /** What was measured, else what is said of the domain, else of the model. */
    private Belief prior(String domain) {
        return profile.skills()
                .in(domain)
                .map(skill -> Belief.of(skill.share(), Math.min(skill.prompts(), MEASURED)))
                .orElseGet(() -> said(domain));
    }

    private Belief said(String domain) {
        Double strength = profile.facts().strengths().domains().get(domain);
        if (strength != null) return Belief.of(strength, SAID);
        OptionalDouble quality = profile.quality();
        return quality.isPresent() ? Belief.of(quality.getAsDouble(), SAID_OF_ALL) : Belief.NONE;
    }
}
