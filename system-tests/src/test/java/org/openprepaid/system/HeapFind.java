package org.openprepaid.system;

import java.nio.charset.StandardCharsets;
import org.openprepaid.system.HeapDumpReader.Element;
import org.openprepaid.system.HeapDumpReader.Piece;

/**
 * A secret in a heap, told so that it stays one.
 *
 * @param secret what it is, masked
 * @param form how it is written
 * @param element of the array that holds it
 * @param length of that array, in elements
 * @param id of that array in the dump
 * @param offset of the secret's first byte in it
 * @param context what is around it
 */
record HeapFind(
    String secret, String form, Element element, int length, long id, long offset, String context) {
  /** Bytes that are shown on each side. */
  private static final int AROUND = 32;

  HeapFind(String secret, String form, Piece piece, long offset, String context) {
    this(secret, form, piece.element(), piece.length(), piece.id(), offset, context);
  }

  /** The text on both sides of a secret, without it and without any digit. */
  static String context(byte[] bytes, int limit, int at, int end) {
    return shown(bytes, Math.max(0, at - AROUND), at)
        + "<secret>"
        + shown(bytes, end, Math.min(limit, end + AROUND));
  }

  private static String shown(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~]", ".")
        .replaceAll("[0-9]", "#");
  }

  @Override
  public String toString() {
    return "%s, %s, in %s[%d] @%x at byte %d: %s"
        .formatted(secret, form, element, length, id, offset, context);
  }
}
