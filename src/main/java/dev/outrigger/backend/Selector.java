package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.config.Hash;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.route.Brief;
import dev.outrigger.route.Step;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks a judge who shall answer. What it chose before, shown the same, it is not asked again. One exchange's. */
final class Selector {
    private final Order order;
    private final Errands errands;
    private final Remembered remembered;

    Selector(Order order, Errands errands, Remembered remembered) {
        this.order = order;
        this.errands = errands;
        this.remembered = remembered;
    }

    /** The name of who was chosen; absent where nobody was. Never fails. */
    Future<Optional<String>> choose(Step.AskJudge step, ChatRequest request) {
        Question question = Question.whom(request, step.brief());
        Hash shown = Hash.of(step.judge().name(), question.system(), question.user());
        String policy = order.decision().policy();
        List<String> names = step.choices().stream().map(Brief.Choice::model).toList();
        Optional<String> before = remembered.choice(policy, shown).filter(names::contains);
        if (before.isPresent()) return Future.succeededFuture(before);
        Optional<Order> asked = Question.asked(order, question.of(step.judge()));
        if (asked.isEmpty()) return Future.succeededFuture(Optional.empty());
        return errands.send(new Errands.Errand(
                        step.judge(),
                        Attempt.Cause.JUDGE,
                        asked.get(),
                        step.brief().within()))
                .map(heard -> {
                    Optional<String> chosen = chosen(heard, names);
                    chosen.ifPresent(name -> remembered.remember(
                            policy, shown, name, step.brief().remembered()));
                    return chosen;
                })
                .otherwise(Optional.empty());
    }

    private static Optional<String> chosen(Heard heard, List<String> names) {
        OptionalInt choice = Question.choice(heard.text(), names);
        heard.letGo();
        return choice.isPresent() ? Optional.of(names.get(choice.getAsInt())) : Optional.empty();
    }
}
