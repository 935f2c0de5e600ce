package org.openprepaid.softpos.iso;

import java.util.List;

/**
 * One field as found in a captured message.
 *
 * @param spec how the profile writes it
 * @param offset where its first byte (of its length, when it has one) stands in the message
 * @param value its value as in {@link IsoMessage}; wrong digits appear as {@code ?}
 * @param problems what is wrong with it, empty when nothing is
 */
public record DissectedField(FieldSpec spec, int offset, String value, List<String> problems) {
  public DissectedField {
    problems = List.copyOf(problems);
  }

  /** Masked, as everything that prints by itself. */
  @Override
  public String toString() {
    return spec.number() + "=" + Masking.field(spec.number(), value) + problems;
  }
}
