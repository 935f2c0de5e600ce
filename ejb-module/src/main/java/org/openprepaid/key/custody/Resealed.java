package org.openprepaid.key.custody;

import java.util.List;

/**
 * What became of a page's rows.
 *
 * @param replaced how many are under the active versions now
 * @param busy how many were locked by somebody, or have changed since they were read
 * @param broken what could not be sealed anew, one text each: the row's id and why, no secrets
 */
public record Resealed(int replaced, int busy, List<String> broken) {
  public Resealed {
    broken = List.copyOf(broken);
  }
}
