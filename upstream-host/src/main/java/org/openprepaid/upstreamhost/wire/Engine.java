package org.openprepaid.upstreamhost.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jpos.q2.Q2;
import org.jpos.q2.iso.QServer;
import org.jpos.util.Logger;
import org.jpos.util.NameRegistrar;
import org.openprepaid.upstreamhost.HostException;

/**
 * jPOS's Q2 with the descriptors of this program, deployed from a directory that is made for it and
 * removed at the end; one that a kill has left is used again. Several may run in one JVM.
 */
public final class Engine implements AutoCloseable {
  private static final List<String> DESCRIPTORS = List.of("00_logger.xml", "10_line.xml");
  private static final long START_MILLIS = 30_000;

  /** Q2 keeps what it deploys in registers of the whole JVM. */
  private static final Object DEPLOYING = new Object();

  static {
    // Q2's own, which is the whole JVM's
    Logger.getLogger(Q2.LOGGER_NAME).addListener(new FaultLog());
  }

  private final String name;
  private final Line line;
  private final Path directory;
  private final Q2 q2;
  private boolean up = true;

  /**
   * Starts Q2, and returns when it listens.
   *
   * @param name of the host; no two in one JVM have the same
   * @param directory to deploy from; no two hosts have the same
   * @throws HostException {@code OP-1983} when it does not come up
   */
  public Engine(String name, Line line, Path directory) {
    this.name = name;
    this.line = line;
    this.directory = directory;
    synchronized (DEPLOYING) {
      NameRegistrar.register(name, line);
      deploy();
      q2 = new Q2(new String[] {"-d", directory.toString(), "-n", name + "-q2", "-Nh", "-Nd"});
      q2.start();
      if (!q2.ready(START_MILLIS) || !line.awaitListening(START_MILLIS)) {
        close();
        throw new HostException("OP-1983", "Q2 does not listen at port " + line.port());
      }
    }
  }

  /** Stops listening and hangs up on everyone; again does nothing. */
  public synchronized void down() {
    if (up) {
      up = false;
      QServer server = NameRegistrar.getIfExists(name + "-line");
      if (server != null) {
        server.stop();
      }
      line.hangUp();
    }
  }

  /**
   * Listens again; again does nothing.
   *
   * @throws HostException {@code OP-1983} when the port was taken by another
   */
  public synchronized void up() {
    if (!up) {
      QServer server = NameRegistrar.getIfExists(name + "-line");
      server.start();
      if (!line.awaitListening(START_MILLIS)) {
        throw new HostException("OP-1983", "cannot listen at port " + line.port() + " again");
      }
      up = true;
    }
  }

  @Override
  public void close() {
    synchronized (DEPLOYING) {
      down();
      q2.shutdown(true);
      NameRegistrar.unregister(name);
      remove(directory);
    }
  }

  private void deploy() {
    try {
      Files.createDirectories(directory);
      for (String descriptor : DESCRIPTORS) {
        String text =
            resource(descriptor)
                .replace("@name@", name)
                .replace("@port@", String.valueOf(line.port()));
        Files.writeString(directory.resolve(descriptor), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("OP-1983 cannot write Q2's descriptors", e);
    }
  }

  private static String resource(String descriptor) throws IOException {
    String path = "/org/openprepaid/upstreamhost/deploy/" + descriptor;
    try (InputStream in = Engine.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      FaultLog.report("not removed: " + directory);
    }
  }
}
