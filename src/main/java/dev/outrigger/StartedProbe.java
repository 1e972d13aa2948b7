package dev.outrigger;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** {@code /health/started} on the health port: up once the data port listens, whatever loads; never down again. */
@Startup
public class StartedProbe implements HealthCheck {
    private final ServerBean bean;

    public StartedProbe(ServerBean bean) {
        this.bean = bean;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("outrigger")
                .status(bean.server().isPresent())
                .build();
    }
}
