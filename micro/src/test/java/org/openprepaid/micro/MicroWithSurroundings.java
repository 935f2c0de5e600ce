package org.openprepaid.micro;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Makes Arquillian start Payara Micro amid its {@link Surroundings}, which live as long as the test
 * run: nothing is left over when it ends.
 */
public final class MicroWithSurroundings implements LoadableExtension {
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Keeper.class);
  }

  /** Listens to the course of the test run. */
  public static final class Keeper {
    private Surroundings surroundings;

    void prepare(@Observes ContainerRegistry registry) throws IOException {
      surroundings = Surroundings.start();
      for (Container<?> micro : registry.getContainers()) {
        micro
            .getContainerConfiguration()
            .property("microJar", Surroundings.distribution("payara-micro.jar").toString())
            .property("clusterEnabled", "false")
            .property("randomHttpPort", "false")
            .property("outputToConsole", "true")
            .property("cmdOptions", surroundings.javaOptions())
            .property("extraMicroOptions", surroundings.microOptions());
      }
    }

    /** Undeploying asks Payara Micro to end, and does not wait. */
    void end(@Observes AfterSuite event) throws InterruptedException, ExecutionException {
      for (ProcessHandle child : ProcessHandle.current().children().toList()) {
        if (child.info().commandLine().orElse("").contains("payara-micro.jar")) {
          awaitEnd(child);
        }
      }
      if (surroundings != null) {
        surroundings.close();
      }
    }

    private static void awaitEnd(ProcessHandle micro)
        throws InterruptedException, ExecutionException {
      try {
        micro.onExit().get(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        micro.destroyForcibly();
      }
    }
  }
}
