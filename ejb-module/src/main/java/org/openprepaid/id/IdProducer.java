package org.openprepaid.id;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The node's ids, by its number. */
@ApplicationScoped
class IdProducer {

  @Inject
  @ConfigProperty(name = "openprepaid.node", defaultValue = "0")
  int node;

  // a singleton in fact: the class is final and not proxied, and the producer runs once
  @Produces
  @jakarta.inject.Singleton
  TimeOrderedIds ids() {
    return new TimeOrderedIds(node, Clock.systemUTC());
  }

  @Produces
  @jakarta.inject.Singleton
  TraceNumbers traceNumbers() {
    return new TraceNumbers(node, Clock.systemUTC());
  }
}
