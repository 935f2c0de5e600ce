package org.openprepaid.upstreamhost.control;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.UpstreamHost;
import org.openprepaid.upstreamhost.key.KeyType;
import org.openprepaid.upstreamhost.network.NetworkRequest;

/** The commands of the control port and of the console; one line in, one line out. */
public final class ControlCommands {
  private static final long TIMEOUT_MILLIS = 30_000;
  private static final String KNOWN =
      "down, up, rules RULE, clear, key-change ZPK|ZAK, stats, balance PAN, send MTI name=value …";
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("pan", 2),
          Map.entry("code", 3),
          Map.entry("sent", 7),
          Map.entry("trace", 11),
          Map.entry("expiry", 14),
          Map.entry("entry", 22),
          Map.entry("condition", 25),
          Map.entry("acquirer", 32),
          Map.entry("track2", 35),
          Map.entry("rrn", 37),
          Map.entry("auth", 38),
          Map.entry("reason", 39),
          Map.entry("terminal", 41),
          Map.entry("merchant", 42),
          Map.entry("currency", 49),
          Map.entry("function", 70),
          Map.entry("original", 90));

  private final UpstreamHost host;

  public ControlCommands(UpstreamHost host) {
    this.host = host;
  }

  /** {@code OK …}, or the code and what went wrong. */
  public String run(String line) {
    try {
      return ("OK " + carriedOut(line.strip())).strip();
    } catch (HostException e) {
      return e.getMessage();
    } catch (RuntimeException e) {
      return "OP-1986 the command failed: " + e;
    }
  }

  private String carriedOut(String line) {
    String[] words = line.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "down" -> host.down();
      case "up" -> host.up();
      case "rules" -> host.misbehave(rest);
      case "clear" -> host.behave();
      case "key-change" -> {
        return host.changeKey(keyType(rest), TIMEOUT_MILLIS);
      }
      case "stats" -> {
        return host.report();
      }
      case "balance" -> {
        return String.valueOf(host.available(rest));
      }
      case "send" -> {
        return sent(rest);
      }
      default -> throw new HostException("OP-1986", "known are " + KNOWN);
    }
    return "";
  }

  private static KeyType keyType(String name) {
    return KeyType.named(name.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> new HostException("OP-1986", "keys are ZPK and ZAK"));
  }

  private String sent(String line) {
    String[] words = line.split("\\s+", -1);
    Map<String, String> values = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      if (pair.length != 2 || pair[1].isEmpty()) {
        throw new HostException("OP-1986", "not name=value: " + pair[0]);
      }
      values.put(pair[0], pair[1]);
    }
    long timeout = number(values.remove("timeout"), "timeout", TIMEOUT_MILLIS);
    return host.send(request(words[0], values), timeout).toString();
  }

  private static NetworkRequest request(String mti, Map<String, String> values) {
    if (!mti.matches("0[1248][0-9]{2}")) {
      throw new HostException("OP-1986", "not a message type: " + mti);
    }
    NetworkRequest request = NetworkRequest.of(mti).pin(values.remove("pin"));
    if (values.containsKey("amount")) {
      request = request.amount(number(values.remove("amount"), "amount", 0));
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      Integer element = NAMES.get(value.getKey());
      if (element == null && value.getKey().matches("[0-9]{1,3}")) {
        element = Integer.valueOf(value.getKey());
      }
      if (element == null || element < 2 || element > 127 || element == 64) {
        throw new HostException("OP-1986", "no element is called " + value.getKey());
      }
      request = request.with(element, value.getValue());
    }
    return request;
  }

  private static long number(String text, String what, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,12}")) {
      throw new HostException("OP-1986", what + " is not a number of at most 12 digits");
    }
    return Long.parseLong(text);
  }
}
