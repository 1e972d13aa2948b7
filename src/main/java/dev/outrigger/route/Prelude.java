package dev.outrigger.route;

import java.util.Optional;

/**
 * What a stage wants done before the candidates are asked in their order. It is made a step last, when the filters have
 * had their say, so that nobody takes part in it whom one of them left out.
 */
interface Prelude {
    /** The step, over what is left; absent when there is nothing left to do. */
    Optional<Step> over(Shortlist left);
}
