package org.openprepaid.upstream;

import jakarta.resource.ResourceException;
import java.util.HashMap;
import java.util.Map;
import javax.naming.Reference;
import org.openprepaid.iso8583.IsoConnection;
import org.openprepaid.iso8583.IsoConnectionFactory;

/** Gives connections to hosts in memory, by their names. */
final class FakeHosts implements IsoConnectionFactory {
  private static final long serialVersionUID = 1;

  private final transient Map<String, FakeHost> hosts = new HashMap<>();

  void put(String name, FakeHost host) {
    hosts.put(name, host);
  }

  @Override
  public IsoConnection getConnection(String host) throws ResourceException {
    FakeHost found = hosts.get(host);
    if (found == null) {
      throw new ResourceException("no settings for " + host);
    }
    return found;
  }

  @Override
  public void setReference(Reference reference) {
    throw new UnsupportedOperationException("no container here");
  }

  @Override
  public Reference getReference() {
    throw new UnsupportedOperationException("no container here");
  }
}
