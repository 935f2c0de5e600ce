package org.openprepaid.sample;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openprepaid.transaction.TransactionGateway;

/**
 * On the first start, something to try the platform with: products, cards, merchants, terminals and
 * operators, made through the platform's own services and written to a file with everything clear.
 * Only when {@code openprepaid.sample.file} says so; never on a production system.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SampleInstitution {
  private static final Logger LOG = Logger.getLogger(SampleInstitution.class.getName());
  private static final long LOOK_EVERY_MILLIS = 250;
  private static final int MAX_ATTEMPTS = 5;

  @Inject
  @ConfigProperty(name = "openprepaid.sample.file")
  private Optional<String> file;

  @Inject
  @ConfigProperty(name = "openprepaid.sample.terminals", defaultValue = "10")
  private int terminals;

  @Inject
  @ConfigProperty(name = "openprepaid.sample.cards", defaultValue = "200")
  private int cards;

  @Inject
  @ConfigProperty(name = "openprepaid.iso8583.port", defaultValue = "8583")
  private int iso8583Port;

  @Inject
  @ConfigProperty(name = "openprepaid.http.port", defaultValue = "8080")
  private int httpPort;

  @Inject private TransactionGateway gateway;
  @Inject private SampleLoader loader;
  @Resource private TimerService timers;

  private volatile SampleState state = SampleState.NOT_WANTED;
  private SampleFile sample;
  private int attempts;

  /** For the container. */
  public SampleInstitution() {}

  /** How far it is. */
  public SampleState state() {
    return state;
  }

  @PostConstruct
  void start() {
    if (file.isEmpty()) {
      return;
    }
    sample = new SampleFile(Path.of(file.get()), iso8583Port, httpPort);
    if (sample.isDone()) {
      state = SampleState.LOADED;
      return;
    }
    state = SampleState.LOADING;
    lookAgain();
  }

  /**
   * A timer, which the container holds back until the application has started; a managed executor
   * would drop a task that comes due before.
   */
  private void lookAgain() {
    timers.createSingleActionTimer(LOOK_EVERY_MILLIS, new TimerConfig(null, false));
  }

  /** The gateway's lanes may start after this bean, and the database may be slow: tries again. */
  @Timeout
  void look() {
    attempt();
    if (state == SampleState.LOADING) {
      lookAgain();
    }
  }

  private void attempt() {
    if (!gateway.isRunning()) {
      return;
    }
    try {
      loader.load(sample, terminals, cards);
      LOG.log(Level.INFO, "OP-1010 sample institution loaded: {0}", sample.path());
      state = SampleState.LOADED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      attempts++;
      boolean lasting = e instanceof SampleException known && known.isLasting();
      boolean givingUp = lasting || attempts >= MAX_ATTEMPTS;
      LOG.log(
          givingUp ? Level.SEVERE : Level.WARNING,
          "OP-1013 sample institution not loaded, attempt " + attempts + " of " + MAX_ATTEMPTS,
          e);
      if (givingUp) {
        state = SampleState.FAILED;
      }
    }
  }
}
