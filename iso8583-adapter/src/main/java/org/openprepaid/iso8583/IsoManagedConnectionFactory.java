package org.openprepaid.iso8583;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ValidatingManagedConnectionFactory;
import java.io.PrintWriter;
import java.io.Serial;
import java.util.HashSet;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * What a container makes connections to hosts with. It has no properties: a host's settings are in
 * the configuration, under its name. Credentials are ignored; a link signs on as the profile says.
 */
@ConnectionDefinition(
    connectionFactory = IsoConnectionFactory.class,
    connectionFactoryImpl = HostConnectionFactory.class,
    connection = IsoConnection.class,
    connectionImpl = HostConnection.class)
public class IsoManagedConnectionFactory
    implements ManagedConnectionFactory,
        ResourceAdapterAssociation,
        ValidatingManagedConnectionFactory {
  @Serial private static final long serialVersionUID = 1;

  private transient Iso8583ResourceAdapter adapter;
  private transient PrintWriter logWriter;

  @Override
  public Object createConnectionFactory(ConnectionManager container) {
    return new HostConnectionFactory(this, container);
  }

  /** Only a container's pool looks after connections. */
  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new NotSupportedException("connections to hosts need a container");
  }

  /**
   * @throws ResourceException when no host is named, its settings are wrong (OP-1101), or the
   *     adapter has stopped
   */
  @Override
  public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo wanted)
      throws ResourceException {
    if (!(wanted instanceof HostName host)) {
      throw new ResourceException("a connection is made to a host that is named");
    }
    return new IsoManagedConnection(host, hosts(), SettingsSource.ofPlatform());
  }

  @Override
  public ManagedConnection matchManagedConnections(
      @SuppressWarnings("rawtypes") Set candidates, Subject subject, ConnectionRequestInfo wanted) {
    for (Object candidate : candidates) {
      if (candidate instanceof IsoManagedConnection connection
          && connection.isAlive()
          && connection.host().equals(wanted)) {
        return connection;
      }
    }
    return null;
  }

  /** Those whose links are closed. */
  @Override
  public Set<Object> getInvalidConnections(@SuppressWarnings("rawtypes") Set connections) {
    Set<Object> invalid = new HashSet<>();
    for (Object candidate : connections) {
      if (!(candidate instanceof IsoManagedConnection connection) || !connection.isAlive()) {
        invalid.add(candidate);
      }
    }
    return invalid;
  }

  private UpstreamHosts hosts() throws ResourceException {
    if (adapter == null) {
      throw new ResourceException("not associated with a resource adapter");
    }
    return adapter.hosts();
  }

  /** Checks a host's settings, so that the text of what is wrong reaches the caller whole. */
  void check(HostName host) throws ResourceException {
    try {
      UpstreamSettings.of(host.name(), SettingsSource.ofPlatform());
    } catch (InvalidSettingException e) {
      throw new ResourceException(e.getMessage(), e);
    }
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
    if (!(resourceAdapter instanceof Iso8583ResourceAdapter iso)) {
      throw new ResourceException("not the adapter of this factory");
    }
    if (adapter != null && adapter != iso) {
      throw new ResourceException("associated with an adapter already");
    }
    adapter = iso;
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    logWriter = writer;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Those of one adapter are alike: there is nothing to set. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IsoManagedConnectionFactory that && adapter == that.adapter;
  }

  @Override
  public int hashCode() {
    // must not change when the container associates the adapter
    return IsoManagedConnectionFactory.class.hashCode();
  }
}
