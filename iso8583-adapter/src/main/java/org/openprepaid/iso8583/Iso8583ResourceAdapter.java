package org.openprepaid.iso8583;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;

/**
 * Serves ISO 8583 over TCP to message-driven beans that implement {@link IsoMessageListener}, and
 * gives connections to hosts that are asked over ISO 8583 ({@link IsoConnectionFactory}).
 *
 * <p>Life cycle: an activation only schedules work and returns. A worker obtains the first message
 * endpoint, trying until the application is up; then the port is opened. A deactivation stops
 * reading, lets the open requests be answered for a bounded time, and closes every socket before it
 * returns, so that the application can be replaced and the port taken again at once.
 */
@Connector(
    displayName = "OpenPrepaid ISO 8583",
    vendorName = "OpenPrepaid",
    eisType = "ISO 8583",
    version = "0.1.0",
    transactionSupport = TransactionSupportLevel.NoTransaction)
public class Iso8583ResourceAdapter implements ResourceAdapter {
  private final Map<ActivationSpec, Iso8583Endpoint> endpoints = new ConcurrentHashMap<>();
  private final UpstreamHosts hosts = new UpstreamHosts();
  private volatile BootstrapContext container;

  @Override
  public void start(BootstrapContext context) {
    // whatever logging library the container shows, the adapter's libraries write where it does
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    container = context;
    hosts.start();
  }

  @Override
  public void stop() {
    endpoints.keySet().forEach(spec -> endpointDeactivation(null, spec));
    hosts.stop();
    container = null;
  }

  /**
   * @throws ResourceException OP-1101 when a setting is wrong, or when the container takes no work
   */
  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof Iso8583ActivationSpec activation)) {
      throw new NotSupportedException("not an activation of this adapter: " + spec);
    }
    Iso8583Endpoint endpoint;
    try {
      endpoint =
          new Iso8583Endpoint(
              EndpointSettings.of(activation, SettingsSource.ofPlatform()), factory);
    } catch (InvalidSettingException e) {
      throw new ResourceException(e.getMessage(), e);
    }
    endpoints.put(spec, endpoint);
    try {
      endpoint.start(container.getWorkManager());
    } catch (ResourceException e) {
      endpointDeactivation(factory, spec);
      throw e;
    }
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    Iso8583Endpoint endpoint = endpoints.remove(spec);
    if (endpoint != null) {
      endpoint.stop();
    }
  }

  /** Nothing to recover: the adapter takes no part in transactions. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  /** The hosts that connections are made to. */
  UpstreamHosts hosts() {
    return hosts;
  }

  /** The statistics of an activation, for tests. */
  Iso8583EndpointMXBean statistics(ActivationSpec spec) {
    return endpoints.get(spec).statistics();
  }
}
