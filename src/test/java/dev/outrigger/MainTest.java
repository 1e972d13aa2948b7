package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Of the verbs, only the one that is called is made; where it is not plain which, all are. */
class MainTest {
    @Test
    void theVerbThatIsCalledIsMadeAlone() {
        assertEquals(
                List.of("runs"),
                Main.wanted(new String[] {"run", "--pull"}, Map.of("run", () -> "runs", "config", () -> fail("made"))));
    }

    @Test
    void allAreMadeWhereNoneIsCalledFirst() {
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
        verbs.put("run", () -> "runs");
        verbs.put("config", () -> "configures");

        for (String[] args : new String[][] {{}, {"help", "run"}, {"--help"}, {"Run"}})
            assertEquals(List.of("runs", "configures"), Main.wanted(args, verbs));
    }

    @Test
    void eachIsCalledByTheNameThatItHas() {
        Main.verbs(Map.of())
                .forEach((name, verb) -> assertEquals(
                        name, verb.get().getClass().getAnnotation(Command.class).name()));
    }
}
