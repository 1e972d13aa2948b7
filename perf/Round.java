import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What one assignment of {@link Load} came to.
 *
 * @param unsent requests that were due and never sent
 * @param latency in nanoseconds
 * @param used by whatever was asked, meanwhile
 */
record Round(long requests, long errors, double seconds, long unsent, Histogram latency, Proc.Usage used) {
    static Round of(String line, Proc.Usage used) {
        String[] words = line.split(" ");
        try {
            Histogram latency = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(words[8])), 0);
            return new Round(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]) / 1e9, Long.parseLong(words[7]), latency, used);
        } catch (DataFormatException broken) {
            throw new IllegalStateException(broken);
        }
    }

    double perSecond() {
        return requests / seconds;
    }

    /** The latency that this share of the requests, in hundredths, did not exceed. */
    double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    /** Whether nearly all that was due was answered in the time it was due in. */
    boolean keepsUp(double rate) {
        return unsent == 0 && perSecond() >= 0.95 * rate;
    }

    /** All of them as one. */
    static Histogram together(List<Round> rounds) {
        Histogram all = new Histogram(rounds.getFirst().latency());
        all.reset();
        rounds.forEach(round -> all.add(round.latency()));
        return all;
    }
}
