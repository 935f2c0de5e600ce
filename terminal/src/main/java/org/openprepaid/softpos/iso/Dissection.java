package org.openprepaid.softpos.iso;

import java.util.ArrayList;
import java.util.List;

/**
 * All that could be read of a message, good or bad.
 *
 * @param mti the message type, or {@code null} when there was not even that
 * @param bitmap 16 hex digits, or {@code null} when the message ends before it
 * @param fields in order, up to the one where reading had to stop
 * @param problems of the message as a whole: those of a field stand with the field
 * @param length bytes read
 */
public record Dissection(
    String mti, String bitmap, List<DissectedField> fields, List<String> problems, int length) {
  public Dissection {
    fields = List.copyOf(fields);
    problems = List.copyOf(problems);
  }

  /** Every problem, each with the place where it is. */
  public List<String> allProblems() {
    List<String> all = new ArrayList<>();
    for (DissectedField field : fields) {
      field.problems().forEach(p -> all.add("field " + field.spec().number() + ": " + p));
    }
    all.addAll(problems);
    return all;
  }

  /** The message, of what could be read. */
  public IsoMessage message() {
    IsoMessage message = IsoMessage.of(mti);
    for (DissectedField field : fields) {
      message = message.with(field.spec().number(), field.value());
    }
    return message;
  }
}
