package org.openprepaid.system.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The TCP ports of one instance on 127.0.0.1.
 *
 * @param upstream where the sample's upstream host is looked for
 */
public record Ports(
    int iso8583, int http, int https, int admin, int database, int broker, int upstream) {
  // below the range that outgoing connections take their own ports from
  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 32_000;

  /** Payara's administration also claims the nine ports above its own. */
  private static final int ADMIN_PORTS = 10;

  private static final int OTHERS = 6;

  private static final int ATTEMPTS = 200;

  /** Ports that nobody listens at now, from a random place on, so that runs keep apart. */
  public static Ports free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      List<Integer> free = new ArrayList<>();
      for (int port = first; port < first + ADMIN_PORTS + OTHERS && isFree(port); port++) {
        free.add(port);
      }
      if (free.size() == ADMIN_PORTS + OTHERS) {
        int next = first + ADMIN_PORTS;
        return new Ports(next, next + 1, next + 2, first, next + 3, next + 4, next + 5);
      }
    }
    throw new InstanceException("no free ports between " + LOWEST + " and " + HIGHEST);
  }

  /** Those that {@code ./prepaid} would use in this process's environment. */
  public static Ports ofEnvironment() {
    return new Ports(
        variable("PREPAID_ISO8583_PORT", 8583),
        variable("PREPAID_HTTP_PORT", 8080),
        variable("PREPAID_HTTPS_PORT", 8181),
        variable("PREPAID_ADMIN_PORT", 4848),
        variable("PREPAID_DATABASE_PORT", 3307),
        variable("PREPAID_BROKER_PORT", 61_616),
        variable("PREPAID_UPSTREAM_PORT", 9_583));
  }

  private static int variable(String name, int otherwise) {
    String text = System.getenv(name);
    return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.trim());
  }

  Map<String, String> environment() {
    return Map.of(
        "PREPAID_ISO8583_PORT", "" + iso8583,
        "PREPAID_HTTP_PORT", "" + http,
        "PREPAID_HTTPS_PORT", "" + https,
        "PREPAID_ADMIN_PORT", "" + admin,
        "PREPAID_DATABASE_PORT", "" + database,
        "PREPAID_BROKER_PORT", "" + broker,
        "PREPAID_UPSTREAM_PORT", "" + upstream);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
