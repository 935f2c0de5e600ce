package org.openprepaid.system.instance;

/** An instance could not be started, stopped or reached ({@code OP-1980}). */
public final class InstanceException extends RuntimeException {
  public InstanceException(String what) {
    super("OP-1980 " + what);
  }

  public InstanceException(String what, Throwable cause) {
    super("OP-1980 " + what, cause);
  }
}
