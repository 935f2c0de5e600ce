package org.openprepaid.iso8583;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * How a profile speaks with a host, beyond single messages.
 *
 * @param match the elements by which an answer belongs to its request; empty: the profile cannot be
 *     used with hosts
 * @param signOn MTI and elements of the message that opens a link; {@code null}: none is sent
 * @param signOff the same, that ends it
 * @param echo the same, that asks whether the host is there
 */
record Dialogue(List<Integer> match, IsoFields signOn, IsoFields signOff, IsoFields echo) {

  /**
   * Reads the lines {@code match}, {@code sign-on}, {@code sign-off} and {@code echo}.
   *
   * @throws InvalidSettingException when one says what cannot be
   */
  static Dialogue of(Properties lines) {
    return new Dialogue(
        match(lines.getProperty("match", "")),
        message(lines, "sign-on"),
        message(lines, "sign-off"),
        message(lines, "echo"));
  }

  private static List<Integer> match(String line) {
    List<Integer> elements = new ArrayList<>();
    if (!line.isBlank()) {
      for (String element : line.split(",", -1)) {
        elements.add(element("match", element.strip()));
      }
    }
    return List.copyOf(elements);
  }

  private static IsoFields message(Properties lines, String name) {
    String line = lines.getProperty(name);
    if (line == null || line.isBlank()) {
      return null;
    }
    String[] words = line.strip().split(" +");
    if (!MessageType.isRequest(words[0])) {
      throw wrong(name, words[0] + " is not the MTI of a request");
    }
    IsoFields message = new IsoFields(words[0]);
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      int sign = word.indexOf('=');
      if (sign < 0) {
        throw wrong(name, word + " is not element=value");
      }
      message.set(element(name, word.substring(0, sign)), word.substring(sign + 1));
    }
    return message;
  }

  private static int element(String line, String text) {
    try {
      int element = Integer.parseInt(text);
      if (element >= 2 && element <= IsoFields.MAX_FIELD) {
        return element;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(line, text + " is not an element from 2 to " + IsoFields.MAX_FIELD);
  }

  private static InvalidSettingException wrong(String line, String reason) {
    return new InvalidSettingException("profile-file", "line " + line + ": " + reason);
  }
}
