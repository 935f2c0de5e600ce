package org.openprepaid.key;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives the application its security module, opened once from the settings {@code
 * openprepaid.keys.*}.
 */
@ApplicationScoped
public class SecurityModuleProducer {
  private static final Logger LOG = Logger.getLogger(SecurityModuleProducer.class.getName());

  static final String KEYSTORE = "openprepaid.keys.keystore";
  static final String PASSWORD = "openprepaid.keys.password";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource dataSource;

  @Inject
  @ConfigProperty(name = KEYSTORE)
  private Optional<String> keystore;

  @Inject
  @ConfigProperty(name = PASSWORD)
  private Optional<String> password;

  private SecurityModule module;

  @PostConstruct
  void open() {
    try {
      module = opened(keystore, password, dataSource);
      LOG.log(Level.INFO, "Keys open: {0}", module);
    } catch (KeyException e) {
      LOG.log(Level.SEVERE, e.getMessage(), e);
      throw e;
    }
  }

  /** The module; the container wraps it in its client proxy. */
  @Produces
  @ApplicationScoped
  public SecurityModule securityModule() {
    return module;
  }

  static SecurityModule opened(
      Optional<String> keystore, Optional<String> password, DataSource dataSource) {
    Path file = Path.of(setting(KEYSTORE, keystore));
    char[] secret = setting(PASSWORD, password).toCharArray();
    try {
      return SoftSecurityModule.open(file, secret, dataSource);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static String setting(String name, Optional<String> value) {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new KeyException(KeyFault.SETTING_MISSING, name));
  }
}
