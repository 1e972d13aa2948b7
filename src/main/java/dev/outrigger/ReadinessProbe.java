package dev.outrigger;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Readiness on the health port, with the state of every model in its body. */
@org.eclipse.microprofile.health.Readiness
public class ReadinessProbe implements HealthCheck {
    private final ServerBean bean;

    public ReadinessProbe(ServerBean bean) {
        this.bean = bean;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("outrigger");
        if (bean.server().isEmpty()) return response.down().build();
        Readiness readiness = bean.server().get().readiness();
        readiness.detail().forEach(response::withData);
        return response.status(readiness.isReady()).build();
    }
}
