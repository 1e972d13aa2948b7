package dev.outrigger.engine;

/**
 * A token of the protocol between template and model, such as {@code <|im_end|>}.
 *
 * @param text how a template writes it
 * @param token its number
 * @param stripsBefore whether blanks before it are not tokenised
 * @param stripsAfter whether blanks behind it are not tokenised
 */
record ControlToken(String text, int token, boolean stripsBefore, boolean stripsAfter) {}
