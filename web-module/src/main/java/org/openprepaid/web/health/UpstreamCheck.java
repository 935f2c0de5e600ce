package org.openprepaid.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.openprepaid.upstream.UpstreamSight;

/**
 * Shows how the links to upstream hosts stand. It is always up: a host that is away is no reason to
 * take this node, which serves our own cards, out of service; {@code
 * openprepaid_upstream_links_signed_on} is what to watch.
 */
@Readiness
@ApplicationScoped
public class UpstreamCheck implements HealthCheck {
  @Inject private UpstreamSight upstream;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("upstream").up();
    upstream
        .hosts()
        .forEach(
            (host, status) ->
                answer.withData(
                    host,
                    status.signedOn()
                        + " of "
                        + status.links()
                        + " links signed on, "
                        + status.inFlight()
                        + " in flight, "
                        + status.waiting()
                        + " waiting"));
    return answer.build();
  }
}
