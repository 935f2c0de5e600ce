package org.openprepaid.iso8583;

import java.util.concurrent.CompletionException;

/**
 * An exception of the application as a log may show it: the classes of the chain and where it
 * began. Its messages are left out, because a parser's message quotes what it could not parse, and
 * that may be a card number.
 */
final class Failure {
  private static final int DEPTH = 4;

  private Failure() {}

  static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable deepest = failure;
    int depth = 0;
    for (Throwable next = failure; next != null && depth < DEPTH; next = next.getCause()) {
      deepest = next;
      if (!(next instanceof CompletionException)) {
        text.append(depth == 0 ? "" : " < ").append(next.getClass().getName());
        depth++;
      }
    }
    StackTraceElement[] stack = deepest.getStackTrace();
    if (stack.length > 0) {
      text.append(" at ").append(stack[0]);
    }
    return text.toString();
  }
}
