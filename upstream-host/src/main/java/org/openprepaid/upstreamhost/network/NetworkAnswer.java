package org.openprepaid.upstreamhost.network;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.sample.Masking;

/**
 * The acquirer's answer to a {@link NetworkRequest}.
 *
 * @param mti four digits
 * @param elements of the answer, as text
 * @param macValid whether it came with a MAC under the zone's key; true of network management,
 *     which has none
 * @param requestMti of the request
 * @param request its elements as sent, without the PIN block
 */
public record NetworkAnswer(
    String mti,
    Map<Integer, String> elements,
    boolean macValid,
    String requestMti,
    Map<Integer, String> request) {

  public NetworkAnswer {
    elements = Collections.unmodifiableMap(new TreeMap<>(elements));
    request = Collections.unmodifiableMap(new TreeMap<>(request));
  }

  /** Element 39, or null. */
  public String responseCode() {
    return elements.get(39);
  }

  /** Element 90 of a message about this request. */
  public String originalData() {
    return new MessageKey(requestMti, request.get(11), request.get(7), request.get(32))
        .originalData();
  }

  /** The card masked, so that it can be printed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("mti=").append(mti);
    elements.forEach(
        (element, value) -> {
          if (element != 64 && element != 128 && element != 35 && element != 48) {
            String shown = element == 2 ? Masking.pan(value) : value;
            text.append(' ').append(element).append('=').append(shown.replace(' ', '_'));
          }
        });
    return text.append(macValid ? " mac=ok" : " mac=wrong").toString();
  }
}
