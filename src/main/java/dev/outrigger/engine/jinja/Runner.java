package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows statements and writes what they say. */
final class Runner {
    private final Meter meter;
    private final Evaluator evaluator;

    Runner(Run run) {

        this.meter = run.meter();
        this.evaluator = new Evaluator(run);
    }

    /** How a body ends. */
    private enum End {
        AT_LAST,
        BREAK,
        CONTINUE
    }

    void run(List<Statement> body, Scope scope, TextBuilder out) throws TemplateException {
        runBody(body, scope, out);
    }

    private End runBody(List<Statement> body, Scope scope, TextBuilder out) throws TemplateException {
        for (Statement statement : body) {
            try {
                meter.step();
                End end = follow(statement, scope, out);
                if (end != End.AT_LAST) return end;
            } catch (TemplateException cause) {
                throw cause.at(statement.line());
            }
        }
        return End.AT_LAST;
    }

    private End follow(Statement statement, Scope scope, TextBuilder out) throws TemplateException {
        switch (statement) {
            case Statement.Words words -> out.append(meter.write(words.text()));
            case Statement.Output output ->
                out.append(meter.write(Repr.str(evaluator.value(output.value(), scope), meter)));
            case Statement.If branches -> {
                return runBody(chosen(branches, scope), scope, out);
            }
            case Statement.For loop -> loop(loop, scope, out);
            case Statement.Assign assign -> assign(assign.target(), evaluator.value(assign.value(), scope), scope);
            case Statement.Capture capture ->
                assign(capture.target(), filtered(capture.filtered(), captured(capture.body(), scope), scope), scope);
            case Statement.Macro macro -> scope.put(macro.name(), macro(macro, scope));
            case Statement.CallWith with -> out.append(callWith(with, scope));
            case Statement.Scoped scoped -> {
                Scope inner = scope.inner();
                for (Statement.Assign each : scoped.variables()) {
                    assign(each.target(), evaluator.value(each.value(), scope), inner);
                }
                return runBody(scoped.body(), inner, out);
            }
            case Statement.Refined refined ->
                out.append(meter.write(Repr.str(
                        filtered(Optional.of(refined.filtered()), captured(refined.body(), scope), scope), meter)));
            case Statement.Break end -> {
                return End.BREAK;
            }
            case Statement.Continue end -> {
                return End.CONTINUE;
            }
        }
        return End.AT_LAST;
    }

    private List<Statement> chosen(Statement.If branches, Scope scope) throws TemplateException {
        for (Statement.If.Branch branch : branches.branches()) {
            if (Truths.isTrue(evaluator.value(branch.condition(), scope))) return branch.body();
        }
        return branches.otherwise();
    }

    private void loop(Statement.For loop, Scope scope, TextBuilder out) throws TemplateException {
        List<Value> items = looped(loop, scope);
        for (int i = 0; i < items.size(); i++) {
            Scope inner = scope.inner();
            assign(loop.target(), items.get(i), inner);
            inner.put("loop", new Loop(items, i));
            if (runBody(loop.body(), inner, out) == End.BREAK) break;
        }
        if (items.isEmpty()) runBody(loop.otherwise(), scope.inner(), out);
    }

    private List<Value> looped(Statement.For loop, Scope scope) throws TemplateException {
        List<Value> all = Iteration.of(evaluator.value(loop.items(), scope), meter);
        if (loop.condition().isEmpty()) return all;
        List<Value> kept = new ArrayList<>();
        for (Value each : all) {
            Scope inner = scope.inner();
            assign(loop.target(), each, inner);
            if (Truths.isTrue(evaluator.value(loop.condition().get(), inner))) kept.add(each);
        }
        return List.copyOf(kept);
    }

    private void assign(Statement.Target target, Value value, Scope scope) throws TemplateException {
        switch (target) {
            case Statement.Target.Name name -> scope.put(name.name(), value);
            case Statement.Target.Member member -> {
                if (!(scope.find(member.namespace()).orElse(Value.NONE) instanceof Namespace namespace)) {
                    throw TemplateException.broken("\"" + member.namespace() + "\" is no namespace");
                }
                namespace.put(member.name(), value);
            }
            case Statement.Target.Several several -> {
                List<Value> values = Iteration.of(value, meter);
                List<Statement.Target> targets = several.targets();
                if (values.size() != targets.size()) {
                    throw TemplateException.broken(targets.size() + " names for " + values.size() + " values");
                }
                for (int i = 0; i < targets.size(); i++) assign(targets.get(i), values.get(i), scope);
            }
        }
    }

    private Text captured(List<Statement> body, Scope scope) throws TemplateException {
        TextBuilder out = new TextBuilder();
        runBody(body, scope.inner(), out);
        return out.build();
    }

    private Value filtered(Optional<Expression> filter, Text body, Scope scope) throws TemplateException {
        if (filter.isEmpty()) return body;
        Scope inner = scope.inner();
        inner.put(Parser.BODY.name(), body);
        return evaluator.value(filter.get(), inner);
    }

    private Text callWith(Statement.CallWith with, Scope scope) throws TemplateException {
        Value macro = evaluator.value(with.call().target(), scope);
        Arguments passed = evaluator.arguments(with.call().arguments(), scope);
        Map<String, Value> named = new HashMap<>(passed.named());
        named.put("caller", macro(with.caller(), scope));
        return meter.write(Repr.str(evaluator.call(macro, new Arguments(passed.placed(), named)), meter));
    }

    private Value macro(Statement.Macro macro, Scope scope) {
        return new Value.Function(macro.name(), (arguments, ignored) -> {
            meter.enter();
            Scope inner = scope.inner();
            bind(macro, arguments, inner);
            TextBuilder out = new TextBuilder();
            runBody(macro.body(), inner, out);
            meter.leave();
            return out.build();
        });
    }

    private void bind(Statement.Macro macro, Arguments arguments, Scope inner) throws TemplateException {
        List<Statement.Macro.Parameter> parameters = macro.parameters();
        if (arguments.placed().size() > parameters.size()) {
            throw TemplateException.broken("the macro " + macro.name() + " takes " + parameters.size() + " arguments");
        }
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Macro.Parameter parameter = parameters.get(i);
            Optional<Value> passed = arguments.find(i, parameter.name());
            if (passed.isPresent()) inner.put(parameter.name(), passed.get());
            else if (parameter.otherwise().isPresent()) {
                inner.put(
                        parameter.name(), evaluator.value(parameter.otherwise().get(), inner));
            } else {
                inner.put(parameter.name(), new Value.Undefined("\"" + parameter.name() + "\" was not passed"));
            }
        }
        Optional.ofNullable(arguments.named().get("caller")).ifPresent(caller -> inner.put("caller", caller));
    }
}
