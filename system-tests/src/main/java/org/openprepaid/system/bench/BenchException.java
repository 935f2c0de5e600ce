package org.openprepaid.system.bench;

/** The benchmark cannot be run, or its result would mean nothing ({@code OP-1981}). */
final class BenchException extends RuntimeException {
  BenchException(String what) {
    super("OP-1981 " + what);
  }

  BenchException(String what, Throwable cause) {
    super("OP-1981 " + what + ": " + cause.getMessage(), cause);
  }
}
