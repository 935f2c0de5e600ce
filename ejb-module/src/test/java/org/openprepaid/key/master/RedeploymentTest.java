package org.openprepaid.key.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application deployed again in the same server: another class loader, the same library. */
class RedeploymentTest {
  private static final String LABEL = "published";
  private static final byte[] DATA = Cmac256.message(16);
  private static final byte[] CMAC = Cmac256.cmac(16);

  @TempDir private Path folder;

  @BeforeEach
  void makeAToken() throws Exception {
    new SoftHsm(folder).importKey(LABEL, "01", Cmac256.key(), SoftHsm.PIN);
  }

  @Test
  void theNextDeploymentFindsTheLibraryAsTheLastOneLeftIt() throws Exception {
    for (int time = 0; time < 3; time++) {
      try (URLClassLoader loader = deploymentLoader()) {
        UnaryOperator<byte[]> deployment = deployed(loader);
        assertThat(deployment.apply(DATA)).isEqualTo(CMAC);
        undeploy(deployment);
      }
    }
  }

  @Test
  void theLaterOfTwoGoesWithoutHarmAndSurvivesTheEarlier() throws Exception {
    try (URLClassLoader earlierLoader = deploymentLoader();
        URLClassLoader laterLoader = deploymentLoader();
        URLClassLoader lastLoader = deploymentLoader()) {
      UnaryOperator<byte[]> earlier = deployed(earlierLoader);
      UnaryOperator<byte[]> later = deployed(laterLoader);
      assertThat(later.apply(DATA)).isEqualTo(CMAC);
      undeploy(later);
      assertThat(earlier.apply(DATA)).isEqualTo(CMAC);

      UnaryOperator<byte[]> last = deployed(lastLoader);
      // takes the library with it, which it had initialised
      undeploy(earlier);
      await().ignoreExceptions().until(() -> Arrays.equals(last.apply(DATA), CMAC));
      undeploy(last);
    }
  }

  private static URLClassLoader deploymentLoader() throws MalformedURLException {
    StringTokenizer path =
        new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
    URL[] urls = new URL[path.countTokens()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(path.nextToken()).toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  @SuppressWarnings("unchecked")
  private static UnaryOperator<byte[]> deployed(ClassLoader loader) throws Exception {
    Class<?> type = loader.loadClass(Deployment.class.getName());
    assertThat(type).isNotSameAs(Deployment.class);
    return (UnaryOperator<byte[]>)
        type.getConstructor(Path.class, String.class).newInstance(SoftHsm.LIBRARY, LABEL);
  }

  private static void undeploy(UnaryOperator<byte[]> deployment) throws Exception {
    ((AutoCloseable) deployment).close();
  }
}
