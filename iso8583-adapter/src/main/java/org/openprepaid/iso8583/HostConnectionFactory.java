package org.openprepaid.iso8583;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serial;
import javax.naming.Reference;

/** What an application looks up: asks the container's pool for connections. */
final class HostConnectionFactory implements IsoConnectionFactory {
  @Serial private static final long serialVersionUID = 1;

  private final IsoManagedConnectionFactory factory;
  private final ConnectionManager container;

  // where the container keeps it in its directory; serialisable by its own contract
  private Reference reference;

  HostConnectionFactory(IsoManagedConnectionFactory factory, ConnectionManager container) {
    this.factory = factory;
    this.container = container;
  }

  @Override
  public IsoConnection getConnection(String host) throws ResourceException {
    HostName name = HostName.of(host);
    factory.check(name);
    return (IsoConnection) container.allocateConnection(factory, name);
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public Reference getReference() {
    return reference;
  }
}
