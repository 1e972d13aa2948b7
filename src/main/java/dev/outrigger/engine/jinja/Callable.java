package dev.outrigger.engine.jinja;

/** What a template can call. */
interface Callable {
    Value call(Arguments arguments, Run run) throws TemplateException;
}
