package org.openprepaid.iso8583;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Knows an answer by its MTI and the elements that the profile names. Values are compared as they
 * lie on the wire, so that padding makes no difference.
 */
final class Matching {
  private final Profile profile;
  private final List<Integer> elements;

  /**
   * @throws InvalidSettingException when the profile names no elements, or one that it does not
   *     define
   */
  Matching(Profile profile) {
    this.profile = profile;
    this.elements = profile.dialogue().match();
    if (elements.isEmpty()) {
      throw new InvalidSettingException(
          "profile", profile.name() + " has no line match: it cannot be used with hosts");
    }
    for (int element : elements) {
      if (profile.lengthOf(element) == 0) {
        throw new InvalidSettingException(
            "profile-file", "line match: element " + element + " has no definition");
      }
    }
  }

  List<Integer> elements() {
    return elements;
  }

  /**
   * What the answer to a request will be known by.
   *
   * @throws UnwritableMessageException when it is no request, or lacks an element
   */
  String ofAnswerTo(IsoFields request) throws UnwritableMessageException {
    if (!MessageType.isRequest(request.mti())) {
      throw new UnwritableMessageException("its MTI is not that of a request");
    }
    return key(MessageType.answerTo(request.mti()), request);
  }

  /** What an answer is known by; {@code null} when it lacks an element. */
  String of(IsoFields answer) {
    try {
      return key(answer.mti(), answer);
    } catch (UnwritableMessageException e) {
      return null;
    }
  }

  /** Each value after its length: no two lists of values give the same text. */
  private String key(String mti, IsoFields fields) throws UnwritableMessageException {
    StringBuilder key = new StringBuilder(32).append(mti);
    for (int element : elements) {
      if (!fields.has(element)) {
        throw new UnwritableMessageException(
            "element " + element + ", by which answers are known, is missing");
      }
      byte[] packed = profile.writeElement(element, fields.value(element));
      key.append((char) packed.length).append(new String(packed, StandardCharsets.ISO_8859_1));
    }
    return key.toString();
  }
}
