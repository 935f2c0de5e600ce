package org.openprepaid.key.block;

/** Where random bytes come from; published examples say which ones they used. */
@FunctionalInterface
interface RandomFill {
  void fill(byte[] target, int offset, int length);
}
