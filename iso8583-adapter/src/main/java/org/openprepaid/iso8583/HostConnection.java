package org.openprepaid.iso8583;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A handle on the links to a host. */
final class HostConnection implements IsoConnection {
  private static final LinkStatus NONE = new LinkStatus(0, 0, 0, 0, 0, 0, 0);

  private final AtomicReference<IsoManagedConnection> managed;

  HostConnection(IsoManagedConnection managed) {
    this.managed = new AtomicReference<>(managed);
  }

  @Override
  public CompletionStage<IsoAnswer> send(
      IsoFields request, UnaryOperator<byte[]> mac, Duration patience) {
    IsoManagedConnection connection = managed.get();
    return connection == null
        ? CompletableFuture.failedStage(new NotSentException("the connection is closed"))
        : connection.links().send(request, mac, patience);
  }

  /** Replaces a listener that was there before. */
  @Override
  public void listen(IsoLinkListener listener) {
    IsoManagedConnection connection = managed.get();
    if (connection == null) {
      throw new IllegalStateException("the connection is closed");
    }
    connection.links().listen(listener);
  }

  @Override
  public boolean isOpen() {
    return managed.get() != null;
  }

  @Override
  public LinkStatus status() {
    IsoManagedConnection connection = managed.get();
    return connection == null ? NONE : connection.links().status();
  }

  @Override
  public void close() {
    IsoManagedConnection connection = managed.getAndSet(null);
    if (connection != null) {
      connection.close(this);
    }
  }

  /** Its managed connection is taken away. */
  void detach() {
    managed.set(null);
  }

  /** Goes over to another managed connection; returns the one before. */
  IsoManagedConnection attach(IsoManagedConnection next) {
    return managed.getAndSet(next);
  }
}
