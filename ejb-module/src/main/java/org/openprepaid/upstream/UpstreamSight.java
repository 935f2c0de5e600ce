package org.openprepaid.upstream;

import java.util.Map;

/** What can be seen of the hosts now. */
public interface UpstreamSight {

  /** How every host stands, by its name. */
  Map<String, HostState> hosts();

  /**
   * How one host stands.
   *
   * @param links how many there should be
   * @param signedOn how many take requests
   * @param inFlight requests sent and not yet answered
   * @param waiting requests not yet sent
   */
  record HostState(int links, int signedOn, int inFlight, int waiting) {}
}
