package org.openprepaid.softpos.cli;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The words of one command, taken from left to right. */
final class Words {
  private final Deque<String> words;

  Words(String line) {
    String trimmed = line.strip();
    this.words =
        trimmed.isEmpty()
            ? new ArrayDeque<>()
            : new ArrayDeque<>(Arrays.asList(trimmed.split("\\s+", -1)));
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** The next word, which has to be there. */
  String next(String what) {
    String word = words.poll();
    if (word == null) {
      throw new CommandException("missing: " + what);
    }
    return word;
  }

  /** The next word, or this one when there is none. */
  String nextOr(String otherwise) {
    String word = words.poll();
    return word == null ? otherwise : word;
  }

  /** Takes the next word when it is this one. */
  boolean take(String word) {
    if (word.equalsIgnoreCase(words.peek())) {
      words.remove();
      return true;
    }
    return false;
  }

  String peek() {
    return words.peek();
  }

  /** Nothing may be left. */
  void end() {
    if (!words.isEmpty()) {
      throw new CommandException("not understood: " + String.join(" ", words));
    }
  }

  int number(String what) {
    String word = next(what);
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new CommandException(what + " has to be a number, not " + word);
    }
  }
}
