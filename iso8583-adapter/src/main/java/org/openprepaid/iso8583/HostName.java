package org.openprepaid.iso8583;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionRequestInfo;
import java.util.regex.Pattern;

/**
 * Which host a connection is wanted to.
 *
 * @param name 1 to 16 letters and digits
 */
record HostName(String name) implements ConnectionRequestInfo {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9]{1,16}");

  /**
   * @throws ResourceException OP-1101 for any other name
   */
  static HostName of(String name) throws ResourceException {
    if (name == null || !VALID.matcher(name).matches()) {
      throw new ResourceException("OP-1101 a host's name must be 1 to 16 letters and digits");
    }
    return new HostName(name);
  }
}
