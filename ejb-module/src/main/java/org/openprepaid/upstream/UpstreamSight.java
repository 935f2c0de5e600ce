package org.openprepaid.upstream;

import java.util.Map;
import org.openprepaid.iso8583.LinkStatus;

/** What can be seen of the hosts now. */
public interface UpstreamSight {

  /** How the links of every host stand, by the host's name. */
  Map<String, LinkStatus> links();
}
