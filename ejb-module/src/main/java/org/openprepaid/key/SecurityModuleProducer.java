package org.openprepaid.key;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/**
 * Gives the application its security module, opened once from the settings {@code
 * openprepaid.keys.*}.
 */
@ApplicationScoped
public class SecurityModuleProducer {
  private static final Logger LOG = Logger.getLogger(SecurityModuleProducer.class.getName());

  @Resource(lookup = "jdbc/prepaid")
  private DataSource dataSource;

  @Inject private Config config;

  private SoftSecurityModule module;

  @PostConstruct
  void open() {
    try {
      MasterKeySource source =
          MasterKeySettings.source(name -> config.getOptionalValue(name, String.class));
      module = SoftSecurityModule.open(source, dataSource);
      LOG.log(Level.INFO, "Keys open: {0}", module);
    } catch (KeyException e) {
      LOG.log(Level.SEVERE, e.getMessage(), e);
      throw e;
    }
  }

  @PreDestroy
  void close() {
    if (module != null) {
      module.management().masterKeys().close();
    }
  }

  /** The module; the container wraps it in its client proxy. */
  @Produces
  @ApplicationScoped
  public SecurityModule securityModule() {
    return module;
  }

  /** The part of it that those who keep keys need. */
  @Produces
  @ApplicationScoped
  public KeyManagement keyManagement() {
    return module.management();
  }

  /** Reads the vault at once, without waiting for the next look; see {@link SoftSecurityModule}. */
  public boolean refresh() {
    return module.refresh();
  }

  /** See {@link SoftSecurityModule#keysEndingBy}. */
  List<KeyRef> keysEndingBy(LocalDate day) {
    return module.keysEndingBy(day);
  }
}
