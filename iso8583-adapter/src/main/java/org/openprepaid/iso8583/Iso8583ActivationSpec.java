package org.openprepaid.iso8583;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;

/**
 * What a message-driven bean may set in its activation configuration. A property that it leaves out
 * is looked up in MicroProfile Config under {@link #getSettings()}, so that operations can set it:
 * {@code maxFrame} is {@code openprepaid.iso8583.max-frame} there, {@code tlsKeystore} is {@code
 * openprepaid.iso8583.tls.keystore}.
 */
@Activation(messageListeners = IsoMessageListener.class)
public class Iso8583ActivationSpec implements ActivationSpec {
  private ResourceAdapter resourceAdapter;
  private String settings = "openprepaid.iso8583";
  private String profile;
  private String profileFile;
  private String host;
  private Integer port;
  private Integer maxFrame;
  private Integer maxConnections;
  private Integer maxConnectionsPerAddress;
  private Integer maxInFlight;
  private Integer maxInFlightPerConnection;
  private Integer idleTimeout;
  private Integer frameTimeout;
  private Integer replyTimeout;
  private Integer drainTimeout;
  private Integer workers;
  private Integer ioThreads;
  private String tls;
  private String tlsKeystore;
  private String tlsKeystorePassword;
  private String tlsTruststore;
  private String tlsTruststorePassword;
  private String tlsProtocols;

  /** Checks what can be checked before the endpoint starts; the text names the wrong property. */
  @Override
  public void validate() throws InvalidPropertyException {
    try {
      EndpointSettings.of(this, SettingsSource.ofPlatform());
    } catch (InvalidSettingException e) {
      throw new InvalidPropertyException(e.getMessage(), e);
    }
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter resourceAdapter) {
    this.resourceAdapter = resourceAdapter;
  }

  /** Prefix of the settings that the activation leaves out; default {@code openprepaid.iso8583}. */
  public String getSettings() {
    return settings;
  }

  public void setSettings(String settings) {
    this.settings = settings;
  }

  /** {@code cup} (default) or {@code iso87-ascii}. */
  public String getProfile() {
    return profile;
  }

  public void setProfile(String profile) {
    this.profile = profile;
  }

  /** A properties file that replaces the shipped definition of the profile. */
  public String getProfileFile() {
    return profileFile;
  }

  public void setProfileFile(String profileFile) {
    this.profileFile = profileFile;
  }

  /** Address to listen on; default {@code 0.0.0.0}, every interface. */
  public String getHost() {
    return host;
  }

  public void setHost(String host) {
    this.host = host;
  }

  /** TCP port; default 8583, 0 takes any free one. */
  public Integer getPort() {
    return port;
  }

  public void setPort(Integer port) {
    this.port = port;
  }

  /** Bytes of one frame without its length; default 4096. */
  public Integer getMaxFrame() {
    return maxFrame;
  }

  public void setMaxFrame(Integer maxFrame) {
    this.maxFrame = maxFrame;
  }

  /** Connections in all; default 12000. */
  public Integer getMaxConnections() {
    return maxConnections;
  }

  public void setMaxConnections(Integer maxConnections) {
    this.maxConnections = maxConnections;
  }

  /**
   * Connections from one IP address; default 12000, because terminals often come through one
   * gateway.
   */
  public Integer getMaxConnectionsPerAddress() {
    return maxConnectionsPerAddress;
  }

  public void setMaxConnectionsPerAddress(Integer maxConnectionsPerAddress) {
    this.maxConnectionsPerAddress = maxConnectionsPerAddress;
  }

  /** Requests taken and not yet answered; default 4000. Past it, sockets are not read. */
  public Integer getMaxInFlight() {
    return maxInFlight;
  }

  public void setMaxInFlight(Integer maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  /** The same on one connection; default 500. */
  public Integer getMaxInFlightPerConnection() {
    return maxInFlightPerConnection;
  }

  public void setMaxInFlightPerConnection(Integer maxInFlightPerConnection) {
    this.maxInFlightPerConnection = maxInFlightPerConnection;
  }

  /** Seconds without a request until a connection is closed; default 3600. */
  public Integer getIdleTimeout() {
    return idleTimeout;
  }

  public void setIdleTimeout(Integer idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  /** Seconds to complete a frame once it has begun; default 10. */
  public Integer getFrameTimeout() {
    return frameTimeout;
  }

  public void setFrameTimeout(Integer frameTimeout) {
    this.frameTimeout = frameTimeout;
  }

  /** Seconds for the application to answer; default 60. */
  public Integer getReplyTimeout() {
    return replyTimeout;
  }

  public void setReplyTimeout(Integer replyTimeout) {
    this.replyTimeout = replyTimeout;
  }

  /** Seconds for open requests to be answered at deactivation; default 10. */
  public Integer getDrainTimeout() {
    return drainTimeout;
  }

  public void setDrainTimeout(Integer drainTimeout) {
    this.drainTimeout = drainTimeout;
  }

  /** Threads of the container that call the application; default 4. */
  public Integer getWorkers() {
    return workers;
  }

  public void setWorkers(Integer workers) {
    this.workers = workers;
  }

  /** Threads that serve all sockets; default 2. */
  public Integer getIoThreads() {
    return ioThreads;
  }

  public void setIoThreads(Integer ioThreads) {
    this.ioThreads = ioThreads;
  }

  /** {@code on} or {@code off} (default). */
  public String getTls() {
    return tls;
  }

  public void setTls(String tls) {
    this.tls = tls;
  }

  /** PKCS#12 file with the server key and its chain. */
  public String getTlsKeystore() {
    return tlsKeystore;
  }

  public void setTlsKeystore(String tlsKeystore) {
    this.tlsKeystore = tlsKeystore;
  }

  /** Password of the key store. */
  public String getTlsKeystorePassword() {
    return tlsKeystorePassword;
  }

  public void setTlsKeystorePassword(String tlsKeystorePassword) {
    this.tlsKeystorePassword = tlsKeystorePassword;
  }

  /** PKCS#12 file with the issuers of client certificates; set: a client must show one. */
  public String getTlsTruststore() {
    return tlsTruststore;
  }

  public void setTlsTruststore(String tlsTruststore) {
    this.tlsTruststore = tlsTruststore;
  }

  /** Password of the trust store. */
  public String getTlsTruststorePassword() {
    return tlsTruststorePassword;
  }

  public void setTlsTruststorePassword(String tlsTruststorePassword) {
    this.tlsTruststorePassword = tlsTruststorePassword;
  }

  /** Comma-separated; default {@code TLSv1.2,TLSv1.3}. */
  public String getTlsProtocols() {
    return tlsProtocols;
  }

  public void setTlsProtocols(String tlsProtocols) {
    this.tlsProtocols = tlsProtocols;
  }
}
