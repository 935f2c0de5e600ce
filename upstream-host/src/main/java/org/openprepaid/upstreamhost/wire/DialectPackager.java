package org.openprepaid.upstreamhost.wire;

import java.io.InputStream;
import org.jpos.core.Configuration;
import org.jpos.iso.ISOException;
import org.jpos.iso.packager.GenericPackager;

/** The packager of the dialect, by the XML beside this program. */
public final class DialectPackager extends GenericPackager {
  public DialectPackager() throws ISOException {
    super(definition());
  }

  /** Q2 wants to name a file; this packager has its definition already. */
  @Override
  public void setConfiguration(Configuration configuration) {}

  private static InputStream definition() {
    return DialectPackager.class.getResourceAsStream("/org/openprepaid/upstreamhost/dialect.xml");
  }
}
