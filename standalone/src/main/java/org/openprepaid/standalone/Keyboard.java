package org.openprepaid.standalone;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What people type: at a console, secrets are not shown. Without one, for scripts, each answer is a
 * line of the standard input, and nothing is asked for in words.
 */
final class Keyboard {
  /** More than any answer has: a key block is the longest. */
  private static final int MAX_LINE = 10_000;

  private final java.io.Console console;
  private final Reader lines;
  private final boolean shown;

  /**
   * @param shown whether a screen shows what is typed as a line
   */
  private Keyboard(java.io.Console console, Reader lines, boolean shown) {
    this.console = console;
    this.lines = lines;
    this.shown = shown;
  }

  /** The console of this process, or its standard input. */
  static Keyboard standard() {
    Reader lines = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    return new Keyboard(System.console(), lines, isShown());
  }

  /** Lines in place of a console. */
  static Keyboard of(Reader lines) {
    return new Keyboard(null, lines, false);
  }

  /** Whether somebody sits there. */
  boolean isAttended() {
    return console != null;
  }

  /**
   * One line, without blanks around it.
   *
   * @param what is wanted, in a few words
   * @throws OperatorException OP-1913 when the input has ended
   */
  String line(String what) {
    if (console != null) {
      String line = console.readLine("%s: ", what);
      return required(line, what).trim();
    }
    char[] line = read(what);
    try {
      return new String(line).trim();
    } finally {
      Arrays.fill(line, '\0');
    }
  }

  /**
   * One line that nobody may see; the caller wipes it.
   *
   * @throws OperatorException OP-1913 when the input has ended, or would be shown while it is typed
   */
  char[] secret(String what) {
    if (console != null) {
      return required(console.readPassword("%s (it is not shown): ", what), what);
    }
    if (shown) {
      throw new OperatorException(
          ErrorCode.INPUT_REFUSED,
          "the " + what + " would be seen on the screen, for the output goes elsewhere");
    }
    return read(what);
  }

  /** Java has no console when the output goes elsewhere, though somebody types at a terminal. */
  private static boolean isShown() {
    try {
      String input = Path.of("/dev/stdin").toRealPath().toString();
      return input.startsWith("/dev/pts/") || input.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // a pipe has no path: nobody types there
    }
  }

  private char[] read(String what) {
    char[] buffer = new char[MAX_LINE];
    try {
      int length = 0;
      int next = lines.read();
      if (next < 0) {
        throw missing(what);
      }
      while (next >= 0 && next != '\n' && length < MAX_LINE) {
        buffer[length++] = (char) next;
        next = lines.read();
      }
      boolean ended = length > 0 && buffer[length - 1] == '\r';
      return Arrays.copyOf(buffer, ended ? length - 1 : length);
    } catch (IOException e) {
      throw new OperatorException(ErrorCode.INPUT_REFUSED, what, e);
    } finally {
      Arrays.fill(buffer, '\0');
    }
  }

  private static <T> T required(T typed, String what) {
    if (typed == null) {
      throw missing(what);
    }
    return typed;
  }

  private static OperatorException missing(String what) {
    return new OperatorException(ErrorCode.INPUT_REFUSED, "the " + what + " is missing");
  }
}
