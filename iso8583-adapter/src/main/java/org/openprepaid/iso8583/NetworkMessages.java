package org.openprepaid.iso8583;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sign-on, sign-off and echo of one host: makes the adapter's own, knows the host's, and answers
 * them. In its own it fills what the profile matches answers by: 7 with the time (UTC), any other
 * element with a running number.
 */
final class NetworkMessages {
  /** What a network message is for. */
  enum Purpose {
    SIGN_ON,
    SIGN_OFF,
    ECHO
  }

  private static final int TRANSMISSION_TIME = 7;
  private static final int RESPONSE_CODE = 39;
  private static final int LONGEST_NUMBER = 18;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZoneOffset.UTC);

  private final Profile profile;
  private final Matching matching;
  private final Clock clock;

  /** Starts anywhere, so that what a host still remembers of an earlier run is not met again. */
  private final AtomicLong number = new AtomicLong(System.nanoTime() >>> 20);

  /**
   * @throws InvalidSettingException when a message cannot be packed
   */
  NetworkMessages(Profile profile, Matching matching, Clock clock) {
    this.profile = profile;
    this.matching = matching;
    this.clock = clock;
    for (Purpose purpose : Purpose.values()) {
      if (has(purpose)) {
        try {
          profile.write(new byte[0], new byte[profile.headerBytes()], make(purpose), null);
        } catch (UnwritableMessageException e) {
          throw new InvalidSettingException(
              "profile-file", "the network messages cannot be packed: " + e.getMessage(), e);
        }
      }
    }
  }

  boolean has(Purpose purpose) {
    return template(purpose) != null;
  }

  private IsoFields template(Purpose purpose) {
    Dialogue dialogue = profile.dialogue();
    return switch (purpose) {
      case SIGN_ON -> dialogue.signOn();
      case SIGN_OFF -> dialogue.signOff();
      case ECHO -> dialogue.echo();
    };
  }

  /** One to send now; only of a purpose that the profile {@link #has}. */
  IsoFields make(Purpose purpose) {
    IsoFields template = template(purpose);
    IsoFields message = new IsoFields(template.mti());
    template.present().stream().forEach(element -> message.put(element, template.value(element)));
    Instant now = clock.instant();
    for (int element : matching.elements()) {
      if (!message.has(element)) {
        message.set(element, element == TRANSMISSION_TIME ? TIME.format(now) : next(element));
      }
    }
    return message;
  }

  private String next(int element) {
    int digits = Math.min(profile.lengthOf(element), LONGEST_NUMBER);
    long limit = 1;
    for (int i = 0; i < digits; i++) {
      limit *= 10;
    }
    // 0 is left out: some hosts take it for no number
    long value = 1 + Math.floorMod(number.getAndIncrement(), limit - 1);
    return String.format("%0" + digits + "d", value);
  }

  /** What a request of the host is for; {@code null}: it is none that the adapter answers. */
  Purpose purposeOf(IsoFields request) {
    for (Purpose purpose : Purpose.values()) {
      IsoFields template = template(purpose);
      if (template != null && request.mti().equals(template.mti()) && agree(template, request)) {
        return purpose;
      }
    }
    return null;
  }

  private static boolean agree(IsoFields template, IsoFields request) {
    return template.present().stream()
        .allMatch(element -> template.value(element).equals(request.value(element)));
  }

  /** The answer to a request of the host: what answers are known by, its purpose, and 39 = 00. */
  IsoFields answer(IsoFields request, Purpose purpose) {
    IsoFields answer = new IsoFields(request.header(), MessageType.answerTo(request.mti()));
    for (int element : matching.elements()) {
      answer.put(element, request.value(element));
    }
    template(purpose).present().stream()
        .forEach(element -> answer.put(element, request.value(element)));
    return answer.set(RESPONSE_CODE, "00");
  }

  /** Whether the host says yes. */
  static boolean agrees(IsoFields answer) {
    return answer.has(RESPONSE_CODE) && "00".equals(answer.value(RESPONSE_CODE));
  }

  /** The response code, for logs. */
  static String responseCode(IsoFields answer) {
    return answer.has(RESPONSE_CODE) && !answer.isBinary(RESPONSE_CODE)
        ? answer.text(RESPONSE_CODE)
        : "none";
  }
}
