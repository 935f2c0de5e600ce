package org.openprepaid.softpos.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openprepaid.softpos.pos.TerminalException;

/** Runs commands from a file and stops at the first one that fails. */
final class Script {
  private static final int MAX_LINES = 100_000;

  private final Counter counter;
  private final PrintWriter out;

  Script(Counter counter, PrintWriter out) {
    this.counter = counter;
    this.out = out;
  }

  /** True when every line was carried out and every expectation met. */
  boolean run(Path file) {
    List<String> lines = read(file);
    for (int i = 0; i < lines.size() && counter.isOpen(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        out.println(line.startsWith("#") ? line : "> " + line);
      }
      try {
        counter.run(line);
      } catch (RuntimeException failed) {
        out.printf("%s:%d: %s%n", file.getFileName(), i + 1, failed.getMessage());
        out.flush();
        return false;
      }
      out.flush();
    }
    return true;
  }

  private static List<String> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() > MAX_LINES) {
        throw new TerminalException("OP-1969", file + " has more than " + MAX_LINES + " lines");
      }
      return lines;
    } catch (IOException e) {
      throw new TerminalException("OP-1969", "no script can be read from " + file, e);
    }
  }
}
