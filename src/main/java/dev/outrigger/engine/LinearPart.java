package dev.outrigger.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Matrices of one width that the program holds as one, the rows of the first on top: in four bits where all of them are
 * stored so, else as real numbers.
 */
record LinearPart(List<Matrix> matrices) {
    LinearPart {
        matrices = List.copyOf(matrices);
    }

    /** What is multiplied at once, in as few parts as its types allow: neighbours that are held alike are one. */
    static List<LinearPart> of(List<Matrix> linear) {
        List<LinearPart> parts = new ArrayList<>();
        List<Matrix> alike = new ArrayList<>();
        for (Matrix matrix : linear) {
            if (!alike.isEmpty() && FourBits.holds(alike.getLast().type()) != FourBits.holds(matrix.type())) {
                parts.add(new LinearPart(alike));
                alike.clear();
            }
            alike.add(matrix);
        }
        parts.add(new LinearPart(alike));
        return parts;
    }

    long rows() {
        return matrices.stream().mapToLong(Matrix::rows).sum();
    }

    long columns() {
        return matrices.getFirst().columns();
    }

    /** Whether the program holds it in four bits; its kernel takes whole tiles of rows alone. */
    boolean isFour() {
        return rows() % FourBits.TILE == 0 && matrices.stream().allMatch(matrix -> FourBits.holds(matrix.type()));
    }

    /** Memory it takes in the program, in bfloat16. */
    long bytes() {
        long weights = rows() * columns();
        return isFour() ? FourBits.bytes(weights) : Short.BYTES * weights;
    }

    /** Reads a row's numbers. */
    void read(long row, float[] into) {
        Place place = place(row);
        place.matrix().read(place.row(), into);
    }

    /** Splits a row as {@link FourBits} says. */
    void split(long row, byte[] codes, float[] scales) {
        Place place = place(row);
        FourBits.split(place.matrix().type(), place.matrix().bytes(place.row()), codes, scales);
    }

    private record Place(Matrix matrix, long row) {}

    private Place place(long row) {
        long above = 0;
        for (Matrix matrix : matrices) {
            if (row < above + matrix.rows()) return new Place(matrix, row - above);
            above += matrix.rows();
        }
        throw new IndexOutOfBoundsException("row " + row + " of " + above);
    }
}
