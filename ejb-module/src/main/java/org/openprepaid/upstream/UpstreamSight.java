package org.openprepaid.upstream;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What can be seen of the hosts now, and asked of them by people. */
public interface UpstreamSight {

  /** How every host stands, by its name. */
  Map<String, HostState> hosts();

  /**
   * Asks a host for a new working key, which it then sends.
   *
   * @param host one of {@link #hosts}
   * @param type {@code ZPK} or {@code ZAK}
   * @return element 39 of the answer; the stage fails when the host cannot be asked or says nothing
   * @throws IllegalArgumentException when there is no such host
   */
  CompletionStage<String> requestKey(String host, String type);

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
