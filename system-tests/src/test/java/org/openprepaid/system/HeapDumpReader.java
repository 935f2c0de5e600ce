package org.openprepaid.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads the arrays of numbers out of a heap dump, as a stream: the format is HPROF 1.0.2, which is
 * described at the head of HotSpot's {@code heapDumper.cpp}. All else is skipped by its size.
 */
final class HeapDumpReader implements AutoCloseable {
  /** The most of an array that is handed over at once, in bytes. */
  static final int PIECE = 1 << 24;

  /** What is handed over again on each side where a longer array is cut. */
  static final int MARGIN = 256;

  private static final String FORMAT = "JAVA PROFILE 1.0.2\0";
  private static final int HEAP_DUMP = 0x0C;
  private static final int HEAP_DUMP_SEGMENT = 0x1C;
  private static final int BUFFER = 1 << 20;
  private static final Set<Element> WANTED =
      Set.of(Element.BYTE, Element.CHAR, Element.SHORT, Element.INT, Element.LONG);

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final byte[] content = new byte[PIECE];
  private int idBytes;

  /** Gets the arrays one after the other. */
  @FunctionalInterface
  interface Visitor {
    /** An array, or a piece of a long one. */
    void visit(Piece piece);
  }

  /**
   * Part of an array or, most often, all of it.
   *
   * @param id the object's in this dump
   * @param length of the whole array, in elements
   * @param bytes its content, most significant byte of each element first; valid during the call
   * @param limit where the valid bytes end; they begin at 0
   * @param from where that begins which no other piece has
   * @param to and where it ends: up to {@link #MARGIN} bytes are on each side
   * @param offset of the first byte in the whole array, a multiple of 8
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Piece(
      Element element,
      long id,
      int length,
      byte[] bytes,
      int limit,
      int from,
      int to,
      long offset) {
    boolean isWhole() {
      return (long) length * element.bytes == limit;
    }
  }

  /** What an array consists of. */
  enum Element {
    BOOLEAN(4, 1),
    CHAR(5, 2),
    FLOAT(6, 4),
    DOUBLE(7, 8),
    BYTE(8, 1),
    SHORT(9, 2),
    INT(10, 4),
    LONG(11, 8);

    private final int code;
    private final int bytes;

    Element(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }

    static Element of(int code) throws IOException {
      for (Element element : values()) {
        if (element.code == code) {
          return element;
        }
      }
      throw new IOException("an element of unknown type " + code);
    }
  }

  HeapDumpReader(Path dump) throws IOException {
    file = FileChannel.open(dump, StandardOpenOption.READ);
  }

  /**
   * Reads the whole dump.
   *
   * @throws IOException if it cannot be read, is cut short or is no such dump
   */
  void read(Visitor visitor) throws IOException {
    readHead();
    while (buffer.hasRemaining() || file.position() < file.size()) {
      int tag = u1();
      u4(); // time
      long length = u4();
      if (tag == HEAP_DUMP || tag == HEAP_DUMP_SEGMENT) {
        readHeap(position() + length, visitor);
      } else {
        skip(length);
      }
    }
  }

  private void readHead() throws IOException {
    byte[] format = new byte[FORMAT.length()];
    take(format, 0, format.length);
    if (!new String(format, StandardCharsets.ISO_8859_1).equals(FORMAT)) {
      throw new IOException("no heap dump of the format HPROF 1.0.2");
    }
    idBytes = (int) u4();
    if (idBytes != Integer.BYTES && idBytes != Long.BYTES) {
      throw new IOException("ids of " + idBytes + " bytes");
    }
    skip(Long.BYTES); // time
  }

  private void readHeap(long end, Visitor visitor) throws IOException {
    while (position() < end) {
      int tag = u1();
      switch (tag) {
        case 0xFF, 0x05, 0x07 -> skip(idBytes); // roots, to 0x08
        case 0x01 -> skip(2L * idBytes);
        case 0x02, 0x03, 0x08 -> skip(idBytes + 8);
        case 0x04, 0x06 -> skip(idBytes + 4);
        case 0x20 -> skipClass();
        case 0x21 -> skipInstance();
        case 0x22 -> skipObjectArray();
        case 0x23 -> readArray(visitor);
        default -> throw new IOException("an unknown part 0x" + Integer.toHexString(tag));
      }
    }
  }

  private void skipClass() throws IOException {
    // id, stack trace, super class, loader, signers, domain, two reserved, instance size
    skip(7L * idBytes + 8);
    for (int constants = u2(); constants > 0; constants--) {
      skip(2);
      skipValue();
    }
    for (int statics = u2(); statics > 0; statics--) {
      skip(idBytes);
      skipValue();
    }
    skip((long) u2() * (idBytes + 1));
  }

  private void skipValue() throws IOException {
    int type = u1();
    boolean object = type == 2;
    skip(object ? idBytes : Element.of(type).bytes);
  }

  private void skipInstance() throws IOException {
    skip(2L * idBytes + 4);
    skip(u4());
  }

  private void skipObjectArray() throws IOException {
    skip(idBytes + 4);
    long length = u4();
    skip(idBytes + length * idBytes);
  }

  private void readArray(Visitor visitor) throws IOException {
    long id = idBytes == Long.BYTES ? (u4() << Integer.SIZE) | u4() : u4();
    skip(4); // stack trace
    int length = (int) u4();
    Element element = Element.of(u1());
    long left = (long) length * element.bytes;
    if (!WANTED.contains(element)) {
      skip(left);
      return;
    }
    long offset = 0;
    int from = 0;
    int limit = 0;
    do {
      int more = (int) Math.min(left, PIECE - limit);
      take(content, limit, more);
      limit += more;
      left -= more;
      int to = left == 0 ? limit : limit - MARGIN;
      visitor.visit(new Piece(element, id, length, content, limit, from, to, offset));
      int kept = Math.max(0, to - MARGIN);
      System.arraycopy(content, kept, content, 0, limit - kept);
      limit -= kept;
      offset += kept;
      from = to - kept;
    } while (left > 0);
  }

  // ---- the stream

  private long position() throws IOException {
    return file.position() - buffer.remaining();
  }

  private int u1() throws IOException {
    need(1);
    return buffer.get() & 0xFF;
  }

  private int u2() throws IOException {
    need(2);
    return buffer.getShort() & 0xFFFF;
  }

  private long u4() throws IOException {
    need(4);
    return buffer.getInt() & 0xFFFF_FFFFL;
  }

  private void skip(long bytes) throws IOException {
    if (bytes <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) bytes);
    } else {
      file.position(position() + bytes);
      buffer.limit(0);
      if (file.position() > file.size()) {
        throw new IOException("the dump is cut short");
      }
    }
  }

  private void take(byte[] into, int at, int length) throws IOException {
    int taken = 0;
    while (taken < length) {
      need(1);
      int more = Math.min(buffer.remaining(), length - taken);
      buffer.get(into, at + taken, more);
      taken += more;
    }
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      if (file.read(buffer) < 0) {
        throw new IOException("the dump is cut short");
      }
    }
    buffer.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
