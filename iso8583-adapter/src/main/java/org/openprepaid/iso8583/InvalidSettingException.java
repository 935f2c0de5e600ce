package org.openprepaid.iso8583;

import java.io.Serial;

/** A setting that the endpoint cannot start with; the text names it, never its secret. */
public final class InvalidSettingException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  InvalidSettingException(String setting, String reason) {
    this(setting, reason, null);
  }

  InvalidSettingException(String setting, String reason, Throwable cause) {
    super("OP-1101 setting " + setting + ": " + reason, cause);
  }
}
