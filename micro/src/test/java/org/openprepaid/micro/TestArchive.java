package org.openprepaid.micro;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.openprepaid.transaction.HandMadeGroup;

/** The product's own WAR with what the tests need in the container. */
final class TestArchive {
  private TestArchive() {}

  static WebArchive prepaid() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class, Surroundings.distribution("prepaid.war").toFile())
        .addClasses(Books.class, Jobs.class, Shop.class, HandMadeGroup.class)
        .addAsLibraries(
            libraryOf(Assertions.class), libraryOf(Awaitility.class), libraryOf(Matcher.class));
  }

  private static File libraryOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
