package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Skills;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyHashTest {
    private static final List<ModelProfile> MODELS = List.of(Fixtures.SMOL.profile(), Fixtures.MINI.profile());

    private static String hash(Objective objective, List<ModelProfile> models) {
        return Policies.compile(
                        "p",
                        new PolicySettings(
                                objective,
                                Optional.empty(),
                                List.of(new StageSettings.Score()),
                                Conduct.DEFAULT.patience(),
                                true,
                                false,
                                false,
                                HoldSettings.NONE,
                                OnRefusal.STOP),
                        models)
                .hash();
    }

    private static Skills measured(int right) {
        return new Skills(Map.of("code", new Skills.Skill(100, right)));
    }

    @Test
    @Row("reload.hash")
    void coversSettingsPricesAndTheListOfModels() {
        // Given
        String hash = hash(Objective.DEFAULT, MODELS);

        // Then
        assertEquals(hash, hash(new Objective(0.6, 0.3, 0.1), MODELS));
        assertNotEquals(hash, hash(new Objective(0.6, 0.3, 0.2), MODELS));
        assertNotEquals(hash, hash(Objective.DEFAULT, List.of(Fixtures.SMOL.profile())));
        assertNotEquals(
                hash, hash(Objective.DEFAULT, List.of(Fixtures.SMOL.profile(), Fixtures.remote("mini", 0.3, 2, 0.75))));
        assertNotEquals(
                hash,
                hash(
                        Objective.DEFAULT,
                        List.of(Fixtures.SMOL.profile().measured(measured(10)), Fixtures.MINI.profile())));
        assertNotEquals(
                hash(Objective.DEFAULT, List.of(Fixtures.SMOL.profile().measured(measured(10)))),
                hash(Objective.DEFAULT, List.of(Fixtures.SMOL.profile().measured(measured(11)))));
    }
}
