package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    private static final Path HOME = Path.of("/home/me");

    @Test
    void isUnderTheHomeByDefault() {
        assertEquals(
                Path.of("/home/me/.cache/outrigger"),
                CacheFolder.of(Map.of(), HOME).root());
    }

    @Test
    void followsTheDesktopsSetting() {
        var environment = Map.of("XDG_CACHE_HOME", "/var/cache/me");

        assertEquals(
                Path.of("/var/cache/me/outrigger"),
                CacheFolder.of(environment, HOME).root());
    }

    @Test
    void ignoresARelativeDesktopSettingAsItsSpecificationSays() {
        var environment = Map.of("XDG_CACHE_HOME", "cache");

        assertEquals(
                Path.of("/home/me/.cache/outrigger"),
                CacheFolder.of(environment, HOME).root());
    }

    @Test
    void prefersItsOwnSetting() {
        var environment = Map.of("OUTRIGGER_CACHE", "/models", "XDG_CACHE_HOME", "/var/cache/me");

        assertEquals(Path.of("/models"), CacheFolder.of(environment, HOME).root());
        assertEquals(Path.of("/models/run"), CacheFolder.of(environment, HOME).run());
    }

    @Test
    void modelsMayLieElsewhereInAFolderThatNobodyWritesTo() {
        var environment =
                Map.of("OUTRIGGER_CACHE", "/var/cache/outrigger", "OUTRIGGER_MODELS", "/opt/outrigger/models");

        assertEquals(
                Path.of("/opt/outrigger/models"),
                CacheFolder.of(environment, HOME).models());
        assertEquals(
                Path.of("/var/cache/outrigger/run"),
                CacheFolder.of(environment, HOME).run());
        assertEquals(
                Path.of("/home/me/.cache/outrigger/models"),
                CacheFolder.of(Map.of("OUTRIGGER_MODELS", ""), HOME).models());
    }
}
