package org.openprepaid.iso8583;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The reply to one request. The adapter packs it by the request's profile, in the request's framing
 * (addresses swapped, header kept unless the fields bring another).
 *
 * @param fields the MTI and the data elements, without the MAC field
 * @param macFunction makes the 8 bytes of the MAC field from the packed bytes it covers; {@code
 *     null} when the reply carries no MAC. It runs on a thread that serves many sockets, so it may
 *     compute but not wait
 */
public record IsoReply(IsoFields fields, UnaryOperator<byte[]> macFunction) {

  public IsoReply {
    Objects.requireNonNull(fields, "fields");
  }

  public static IsoReply withoutMac(IsoFields fields) {
    return new IsoReply(fields, null);
  }
}
