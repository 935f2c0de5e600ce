package org.openprepaid.upstreamhost.network;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that the host sends as a network, for a card of the acquirer's own institution. What is
 * not given is filled in when it is sent: 7, 11, 12, 13, 32, 37, 41, 42, 49, and by the message
 * type 3, 22 and 25.
 *
 * @param mti four digits
 * @param pin in clear, 4 to 12 digits, or null: becomes elements 26, 52 and 53
 * @param elements others by number, as text
 */
public record NetworkRequest(String mti, String pin, Map<Integer, String> elements) {
  public NetworkRequest {
    elements = Collections.unmodifiableMap(new TreeMap<>(elements));
  }

  /** A request of this type with nothing in it yet. */
  public static NetworkRequest of(String mti) {
    return new NetworkRequest(mti, null, Map.of());
  }

  /** A purchase (0200). */
  public static NetworkRequest purchase(String pan, long amount, String pin) {
    return of("0200").card(pan).amount(amount).pin(pin);
  }

  /** A pre-authorisation (0100). */
  public static NetworkRequest preAuthorisation(String pan, long amount, String pin) {
    return of("0100").with(3, "030000").with(25, "06").card(pan).amount(amount).pin(pin);
  }

  /** A reversal advice (0420) of what was sent before, for a reason (element 39). */
  public static NetworkRequest reversalOf(NetworkAnswer sent, String reason) {
    NetworkRequest reversal = of("0420").with(90, sent.originalData()).with(39, reason);
    for (int element : new int[] {2, 3, 4, 25, 32, 37, 41, 42, 49}) {
      String value = sent.request().get(element);
      reversal = value == null ? reversal : reversal.with(element, value);
    }
    return reversal;
  }

  /** The same under another type, for a repetition or to say 0400 where 0420 was meant. */
  public NetworkRequest as(String otherMti) {
    return new NetworkRequest(otherMti, pin, elements);
  }

  public NetworkRequest card(String pan) {
    return with(2, pan);
  }

  /** In minor units, 0 to 999,999,999,999. */
  public NetworkRequest amount(long amount) {
    return with(4, String.format("%012d", amount));
  }

  public NetworkRequest with(int element, String value) {
    Map<Integer, String> more = new TreeMap<>(elements);
    more.put(element, value);
    return new NetworkRequest(mti, pin, more);
  }

  public NetworkRequest pin(String clearPin) {
    return new NetworkRequest(mti, clearPin, elements);
  }

  @Override
  public String toString() {
    return "network request " + mti;
  }
}
