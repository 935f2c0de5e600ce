package org.openprepaid.iso8583;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/**
 * A container's hold on one host. Many handles and threads may use it. When its last handle is
 * closed it gives the host up and tells the container to throw it away: a pool must keep no links
 * that nobody asked for.
 */
final class IsoManagedConnection implements ManagedConnection {
  private final HostName host;
  private final UpstreamHosts hosts;
  private final UpstreamHost links;
  private final Set<HostConnection> handles = ConcurrentHashMap.newKeySet();
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile PrintWriter logWriter;

  IsoManagedConnection(HostName host, UpstreamHosts hosts, SettingsSource source)
      throws ResourceException {
    this.host = host;
    this.hosts = hosts;
    this.links = hosts.take(host.name(), source);
  }

  HostName host() {
    return host;
  }

  boolean isAlive() {
    return !over.get();
  }

  UpstreamHost links() {
    return links;
  }

  @Override
  public Object getConnection(Subject subject, ConnectionRequestInfo wanted)
      throws ResourceException {
    if (!isAlive()) {
      throw new ResourceException("the links to " + host.name() + " are closed");
    }
    HostConnection handle = new HostConnection(this);
    handles.add(handle);
    return handle;
  }

  /** A handle is closed by its user. */
  void close(HostConnection handle) {
    if (!handles.remove(handle)) {
      return;
    }
    boolean last = handles.isEmpty();
    if (last) {
      giveUp();
    }
    ConnectionEvent event =
        new ConnectionEvent(
            this,
            last ? ConnectionEvent.CONNECTION_ERROR_OCCURRED : ConnectionEvent.CONNECTION_CLOSED);
    event.setConnectionHandle(handle);
    for (ConnectionEventListener listener : listeners) {
      if (last) {
        listener.connectionErrorOccurred(event);
      } else {
        listener.connectionClosed(event);
      }
    }
  }

  private void giveUp() {
    if (over.compareAndSet(false, true)) {
      hosts.release(host.name(), links);
    }
  }

  @Override
  public void destroy() {
    cleanup();
    giveUp();
  }

  /** The container takes the handles back; they are of no more use. */
  @Override
  public void cleanup() {
    handles.forEach(HostConnection::detach);
    handles.clear();
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    if (!(connection instanceof HostConnection handle)) {
      throw new ResourceException("not a handle of this adapter");
    }
    IsoManagedConnection before = handle.attach(this);
    if (before != null) {
      before.handles.remove(handle);
    }
    handles.add(handle);
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("what a host decided cannot be rolled back");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("what a host decided cannot be rolled back");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new MetaData(host.name());
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    logWriter = writer;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }

  private record MetaData(String host) implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
      return "ISO 8583 host " + host;
    }

    @Override
    public String getEISProductVersion() {
      return "1987";
    }

    /** 0: no limit known. */
    @Override
    public int getMaxConnections() {
      return 0;
    }

    /** Links sign on by the profile, not with a user's name. */
    @Override
    public String getUserName() {
      return "";
    }
  }
}
