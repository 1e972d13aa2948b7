package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.proxy.ListenSettings;
import dev.outrigger.support.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    private final int data = Ports.free();
    private final int health = Ports.free();
    private final int admin = Ports.free();

    @Test
    void saysNothingOfFreePortsAndLeavesThemFree() {
        ListenSettings listen = new ListenSettings(data, health, admin);

        assertEquals(List.of(), PortCheck.problems(listen));
        assertEquals(List.of(), PortCheck.problems(listen));
    }

    @Test
    void namesEveryTakenPortWithItsKey() throws IOException {
        try (ServerSocket first = new ServerSocket(data, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(health)) {
            List<String> problems =
                    PortCheck.problems(new ListenSettings(first.getLocalPort(), second.getLocalPort(), admin));

            assertEquals(
                    List.of(
                            "port " + data + " (listen.data) cannot be listened on: Address already in use",
                            "port " + health + " (listen.health) cannot be listened on: Address already in use"),
                    problems);
        }
    }

    @Test
    void seesWhoListensOnEveryAddress() throws IOException {
        try (ServerSocket everywhere = new ServerSocket(admin)) {
            List<String> problems = PortCheck.problems(new ListenSettings(data, health, everywhere.getLocalPort()));

            assertTrue(problems.getFirst().startsWith("port " + admin + " (listen.admin)"), problems.toString());
        }
    }

    @Test
    void seesOnePortThatIsGivenTwice() {
        assertEquals(
                List.of("port " + data + " is both listen.data and listen.admin"),
                PortCheck.problems(new ListenSettings(data, health, data)));
    }
}
