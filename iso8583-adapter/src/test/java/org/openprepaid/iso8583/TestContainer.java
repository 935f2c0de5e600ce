package org.openprepaid.iso8583;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;

/** As much of a container as the adapter sees: works on threads, and a bean behind endpoints. */
final class TestContainer
    implements BootstrapContext, WorkManager, MessageEndpointFactory, AutoCloseable {
  private final Iso8583ResourceAdapter adapter = new Iso8583ResourceAdapter();
  private final IsoMessageListener bean;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<Iso8583ActivationSpec> active = ConcurrentHashMap.newKeySet();
  final AtomicInteger endpointsMade = new AtomicInteger();
  final AtomicInteger endpointsOpen = new AtomicInteger();
  final AtomicInteger refusals = new AtomicInteger();
  volatile boolean rejectsWork;

  TestContainer(IsoMessageListener bean) {
    this.bean = bean;
    adapter.start(this);
  }

  /**
   * An activation on a free loopback port, with time limits short enough for a test to wait for.
   */
  static Iso8583ActivationSpec activation() {
    Iso8583ActivationSpec spec = new Iso8583ActivationSpec();
    spec.setHost("127.0.0.1");
    spec.setPort(0);
    spec.setWorkers(2);
    spec.setDrainTimeout(2);
    return spec;
  }

  /** Activates and waits until the port is open. */
  Iso8583EndpointMXBean serve(Iso8583ActivationSpec spec) throws Exception {
    Iso8583EndpointMXBean statistics = activate(spec);
    Waiting.until(statistics::isActive);
    return statistics;
  }

  /** Activates as a container does: returns before anything is open. */
  Iso8583EndpointMXBean activate(Iso8583ActivationSpec spec) throws Exception {
    adapter.endpointActivation(this, spec);
    active.add(spec);
    return adapter.statistics(spec);
  }

  Iso8583ResourceAdapter adapter() {
    return adapter;
  }

  void deactivate(Iso8583ActivationSpec spec) {
    active.remove(spec);
    adapter.endpointDeactivation(this, spec);
  }

  @Override
  public void close() {
    adapter.stop();
    Waiting.until(this::worksHaveEnded);
  }

  boolean worksHaveEnded() {
    return threads.stream().noneMatch(Thread::isAlive);
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
    if (refusals.getAndDecrement() > 0) {
      throw new UnavailableException("still deploying");
    }
    endpointsMade.incrementAndGet();
    endpointsOpen.incrementAndGet();
    return new Endpoint();
  }

  /** Refuses two callers at once, and a caller after its release, as a container's proxy does. */
  private final class Endpoint implements MessageEndpoint, IsoMessageListener {
    private final AtomicInteger callers = new AtomicInteger();
    private volatile boolean released;

    @Override
    public CompletionStage<IsoReply> onRequest(IsoRequest request) {
      if (released || callers.incrementAndGet() > 1) {
        throw new IllegalStateException("an endpoint serves one caller, until its release");
      }
      try {
        return bean.onRequest(request);
      } finally {
        callers.decrementAndGet();
      }
    }

    @Override
    public void beforeDelivery(Method method) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void afterDelivery() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release() {
      released = true;
      endpointsOpen.decrementAndGet();
    }
  }

  @Override
  public void scheduleWork(
      Work work, long startTimeout, ExecutionContext context, WorkListener listener)
      throws WorkRejectedException {
    if (rejectsWork) {
      throw new WorkRejectedException("no thread left");
    }
    Thread thread = new Thread(work, "container-work");
    threads.add(thread);
    thread.start();
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource resource, long timeout)
      throws UnavailableException {
    return createEndpoint(resource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "test";
  }

  @Override
  public Class<?> getEndpointClass() {
    return IsoMessageListener.class;
  }

  @Override
  public void doWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(Work work) throws WorkRejectedException {
    scheduleWork(work, INDEFINITE, null, null);
  }

  @Override
  public XATerminator getXATerminator() {
    return null;
  }

  @Override
  public Timer createTimer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> context) {
    return false;
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    return null;
  }
}
