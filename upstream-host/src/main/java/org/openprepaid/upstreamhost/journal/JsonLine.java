package org.openprepaid.upstreamhost.journal;

/** One line of JSON as it is put together; what is null is left out. */
final class JsonLine {
  private final StringBuilder text = new StringBuilder(256);

  JsonLine(String event) {
    text.append("{\"ev\":\"").append(event).append('"');
  }

  JsonLine with(String name, String value) {
    if (value != null) {
      name(name).append('"');
      for (int i = 0; i < value.length(); i++) {
        escape(value.charAt(i));
      }
      text.append('"');
    }
    return this;
  }

  JsonLine with(String name, long value) {
    name(name).append(value);
    return this;
  }

  /** Ended by a line feed. */
  String line() {
    return text + "}\n";
  }

  private StringBuilder name(String name) {
    return text.append(",\"").append(name).append("\":");
  }

  private void escape(char c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c < ' ' || c > '~') {
      text.append(String.format("\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }
}
