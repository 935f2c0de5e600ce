package org.openprepaid.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Cuts a stream of bytes into frames: a length, then so many bytes. Holds no buffer between frames.
 * Not thread-safe.
 */
final class FrameBuffer {
  /** {@link #next}: the frame is not there in full. */
  static final int INCOMPLETE = -1;

  /** {@link #next}: no frame can have such a length; the stream cannot be followed further. */
  static final int IMPOSSIBLE = -2;

  private final int lengthBytes;
  private final int maxFrame;
  private ByteBuf gathered;

  /**
   * @param lengthBytes size of the length, 2 or 4
   * @param maxFrame longest frame, without its length
   */
  FrameBuffer(int lengthBytes, int maxFrame) {
    this.lengthBytes = lengthBytes;
    this.maxFrame = maxFrame;
  }

  /** The bytes of a frame as they go out, its length before it. */
  static ByteBuf withLength(ByteBufAllocator allocator, int lengthBytes, byte[] frame) {
    ByteBuf out = allocator.ioBuffer(lengthBytes + frame.length);
    if (lengthBytes == 2) {
      out.writeShort(frame.length);
    } else {
      out.writeInt(frame.length);
    }
    return out.writeBytes(frame);
  }

  /** Takes over the bytes. */
  void add(ByteBufAllocator allocator, ByteBuf bytes) {
    gathered =
        gathered == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, gathered, bytes);
  }

  /** The length of the next frame when it is there in full, or one of the constants. */
  int next() {
    if (gathered == null || gathered.readableBytes() < lengthBytes) {
      return INCOMPLETE;
    }
    long length = announced();
    if (length == 0 || length > maxFrame) {
      return IMPOSSIBLE;
    }
    return gathered.readableBytes() - lengthBytes < length ? INCOMPLETE : (int) length;
  }

  /** The length that the next bytes announce; only when they are there. */
  long announced() {
    int at = gathered.readerIndex();
    return lengthBytes == 2 ? gathered.getUnsignedShort(at) : gathered.getUnsignedInt(at);
  }

  /** Removes the next frame, whose length {@link #next} gave. */
  byte[] take(int length) {
    byte[] frame = new byte[length];
    gathered.skipBytes(lengthBytes).readBytes(frame);
    if (!gathered.isReadable()) {
      discard();
    }
    return frame;
  }

  boolean isEmpty() {
    return gathered == null;
  }

  void discard() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }
}
