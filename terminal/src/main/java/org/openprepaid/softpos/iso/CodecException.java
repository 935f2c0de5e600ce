package org.openprepaid.softpos.iso;

/** A message cannot be written, or what came cannot be read, by the profile ({@code OP-1951}). */
public final class CodecException extends IllegalArgumentException {
  public CodecException(String what) {
    super("OP-1951 " + what);
  }
}
