package org.openprepaid.transaction;

import java.util.List;
import java.util.stream.Stream;
import org.openprepaid.key.SecurityModule;

/** A group as a lane would hand it over, with just these requests in it. */
public final class HandMadeGroup {
  private HandMadeGroup() {}

  public static List<Prepared> of(SecurityModule security, Request... requests) {
    return Stream.of(requests).map(request -> Prepared.of(request, security)).toList();
  }
}
