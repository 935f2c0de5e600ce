package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive as a container sees it: with Jakarta EE beside it and nothing else, it must serve a
 * terminal. That is the proof that no library is missing from it.
 */
class ConnectorArchiveIT {
  private static final Path ARCHIVE = Path.of(System.getProperty("connector.archive"));

  @TempDir private Path folder;

  @Test
  void theArchiveHoldsTheAdapterItsLibrariesAndNoneOfTheContainers() throws Exception {
    List<String> names = new ArrayList<>();
    String descriptor;
    try (ZipFile zip = new ZipFile(ARCHIVE.toFile())) {
      zip.stream().map(ZipEntry::getName).forEach(names::add);
      try (InputStream input = zip.getInputStream(zip.getEntry("META-INF/ra.xml"))) {
        descriptor = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    assertThat(names).anyMatch(name -> name.matches("iso8583-adapter-.*\\.jar"));
    assertThat(names).anyMatch(name -> name.startsWith("jpos-"));
    assertThat(names).anyMatch(name -> name.startsWith("netty-handler-"));
    assertThat(names).noneMatch(name -> name.contains("jakarta") || name.contains("microprofile"));
    assertThat(descriptor)
        .contains("version=\"2.1\"")
        .contains(Iso8583ResourceAdapter.class.getName())
        .contains(Iso8583ActivationSpec.class.getName())
        .contains(IsoMessageListener.class.getName());
  }

  @Test
  void theArchiveServesATerminalWithJakartaBesideItAndNothingElse() throws Exception {
    int port = freePort();
    try (URLClassLoader archive = archive();
        TestContainer works = new TestContainer(request -> null)) {
      ResourceAdapter adapter =
          (ResourceAdapter)
              archive
                  .loadClass(Iso8583ResourceAdapter.class.getName())
                  .getConstructor()
                  .newInstance();
      ActivationSpec spec =
          (ActivationSpec)
              archive
                  .loadClass(Iso8583ActivationSpec.class.getName())
                  .getConstructor()
                  .newInstance();
      spec.getClass().getMethod("setPort", Integer.class).invoke(spec, port);
      spec.getClass().getMethod("setHost", String.class).invoke(spec, "127.0.0.1");
      adapter.start(works);
      adapter.endpointActivation(factory(archive), spec);
      try (TestTerminal terminal = connect(port)) {
        terminal.send(TestTerminal.echo(1));

        assertThat(terminal.receive())
            .isEqualTo(
                TestTerminal.hex(
                    TestTerminal.REPLY_TPDU,
                    TestTerminal.HEADER,
                    "0830",
                    "0000000002000000",
                    "3030"));
      } finally {
        adapter.stop();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static TestTerminal connect(int port) throws IOException {
    TestTerminal[] terminal = new TestTerminal[1];
    Waiting.until(
        () -> {
          try {
            terminal[0] = new TestTerminal(new Socket(InetAddress.getLoopbackAddress(), port));
            return true;
          } catch (IOException e) {
            return false;
          }
        });
    return terminal[0];
  }

  /** Endpoints of a bean that is written against the archive's own listener type. */
  private static MessageEndpointFactory factory(ClassLoader archive) {
    return (MessageEndpointFactory)
        Proxy.newProxyInstance(
            ConnectorArchiveIT.class.getClassLoader(),
            new Class<?>[] {MessageEndpointFactory.class},
            (proxy, method, arguments) ->
                Proxy.newProxyInstance(
                    archive,
                    new Class<?>[] {
                      MessageEndpoint.class, archive.loadClass(IsoMessageListener.class.getName())
                    },
                    (endpoint, called, values) -> answer(archive, called)));
  }

  private static CompletableFuture<Object> answer(ClassLoader archive, Method called)
      throws ReflectiveOperationException {
    if (!"onRequest".equals(called.getName())) {
      return null;
    }
    Class<?> fieldsType = archive.loadClass(IsoFields.class.getName());
    Object fields = fieldsType.getConstructor(String.class).newInstance("0830");
    fieldsType.getMethod("set", int.class, String.class).invoke(fields, 39, "00");
    Object reply =
        archive
            .loadClass(IsoReply.class.getName())
            .getConstructor(fieldsType, UnaryOperator.class)
            .newInstance(fields, null);
    return CompletableFuture.completedFuture(reply);
  }

  private URLClassLoader archive() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (ZipFile zip = new ZipFile(ARCHIVE.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".jar")).toList()) {
        Path jar = folder.resolve(Path.of(entry.getName()).getFileName());
        try (InputStream input = zip.getInputStream(entry)) {
          Files.copy(input, jar);
        }
        jars.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(new URL[0]), new JakartaOnly());
  }

  /**
   * Shows the JDK and Jakarta EE, as a container's common loader does, and nothing of the tests.
   */
  private static final class JakartaOnly extends ClassLoader {
    private JakartaOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("jakarta.")) {
        return ConnectorArchiveIT.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
