package org.openprepaid.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.openprepaid.sample.SampleInstitution;
import org.openprepaid.sample.SampleState;

/** Ready only when the sample institution is there, if one was asked for. */
@Readiness
@ApplicationScoped
public class SampleCheck implements HealthCheck {
  @Inject private SampleInstitution sample;

  @Override
  public HealthCheckResponse call() {
    SampleState state = sample.state();
    return HealthCheckResponse.named("sample")
        .status(state == SampleState.LOADED || state == SampleState.NOT_WANTED)
        .withData("state", state.name())
        .build();
  }
}
