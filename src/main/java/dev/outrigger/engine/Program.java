package dev.outrigger.engine;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;

/**
 * An opened TorchScript program: the operators of a model without its weights, which are pushed in by its own methods.
 * Arguments and results are tensors of float32, int64 or uint8 and nothing else (a bfloat16 array made from Java ends
 * the process).
 *
 * <p>Not thread safe: one thread at a time may call it. Every call takes a scope, whose closing frees the call's arrays.
 */
final class Program implements AutoCloseable {
    private final Model model;
    private final PtSymbolBlock block;

    Program(Model model) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /** A scope for the arrays of one call; whoever opens it closes it, or native memory leaks unseen by the collector. */
    NDManager scope() {
        return model.getNDManager().newSubManager();
    }

    /** Calls {@code forward}; the result belongs to the scope. */
    NDArray forward(NDManager scope, NDArray... arguments) {
        IValue[] values = toValues(arguments);
        try (IValue result = IValueUtils.forward(block, values)) {
            return result.toTensor((PtNDManager) scope);
        } finally {
            close(values);
        }
    }

    /** Calls an exported method; the result belongs to the scope. */
    NDArray call(NDManager scope, String method, NDArray... arguments) {
        IValue[] values = toValues(arguments);
        try (IValue result = IValueUtils.runMethod(block, method, values)) {
            return result.toTensor((PtNDManager) scope);
        } finally {
            close(values);
        }
    }

    /** Where its arrays are made, and so where it computes. */
    Device device() {
        return Device.of(model.getNDManager().getDevice());
    }

    /** How many arrays outlive their call: 0 whenever no scope is open. */
    int openArrays() {
        return model.getNDManager().getManagedArrays().size();
    }

    @Override
    public void close() {
        model.close();
    }

    private static IValue[] toValues(NDArray... arrays) {
        IValue[] values = new IValue[arrays.length];
        for (int i = 0; i < arrays.length; i++) values[i] = IValue.from((PtNDArray) arrays[i]);
        return values;
    }

    private static void close(IValue... values) {
        for (IValue value : values) value.close();
    }
}
