package dev.outrigger.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models that a stage names first, in the order in which it names them. A long list is looked up as fast as a short one. */
final class Listing {
    private final Map<String, Integer> places;

    Listing(List<String> models) {
        places = models.size() == 1 ? Map.of(models.getFirst(), 0) : HashMap.newHashMap(models.size());
        if (models.size() > 1) for (String model : models) places.putIfAbsent(model, places.size());
    }

    /** Whether it names this model. */
    boolean names(String model) {
        return places.containsKey(model);
    }

    /** Where the model stands that it names, from 0. */
    int place(String model) {
        Integer place = places.get(model);
        if (place == null) throw new IllegalArgumentException(model + " is not listed");
        return place;
    }

    /** Whether it would put anybody first. */
    boolean placesAny(Shortlist shortlist) {
        if (places.isEmpty()) return false;
        for (Candidate candidate : shortlist.candidates()) if (isPlaced(candidate)) return true;
        return false;
    }

    /** Those of the list that nobody placed before, behind those that were listed before; all others stay as they are. */
    Shortlist first(Shortlist shortlist, Decision.Reason reason, String because) {
        if (places.isEmpty()) return shortlist;
        if (!placesAny(shortlist)) return shortlist.byPlace();
        List<Candidate> order = new ArrayList<>(shortlist.candidates().size());
        List<Candidate> listed = new ArrayList<>(0);
        for (Candidate candidate : shortlist.candidates())
            if (isPlaced(candidate)) listed.add(candidate.placed(Candidate.Place.LISTED, reason, because));
            else order.add(candidate);
        listed.sort(Comparator.comparingInt(candidate -> place(candidate.model())));
        order.addAll(listed);
        return shortlist.holding(order).byPlace();
    }

    private boolean isPlaced(Candidate candidate) {
        return candidate.place() == Candidate.Place.FREE && names(candidate.model());
    }
}
