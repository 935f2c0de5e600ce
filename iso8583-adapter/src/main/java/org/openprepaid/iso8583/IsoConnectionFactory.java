package org.openprepaid.iso8583;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/**
 * Gives connections to the hosts that this system asks: what an application looks up. The settings
 * of a host are {@code openprepaid.upstream.<host>.*}.
 */
public interface IsoConnectionFactory extends Serializable, Referenceable {

  /**
   * A connection to a host. Its links are made in the background; the call does not wait for them.
   *
   * @param host the host's name, 1 to 16 letters and digits
   * @throws ResourceException when the settings of the host are wrong (OP-1101), or when the
   *     container gives no connection
   */
  IsoConnection getConnection(String host) throws ResourceException;
}
