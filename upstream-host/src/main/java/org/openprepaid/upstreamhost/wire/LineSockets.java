package org.openprepaid.upstreamhost.wire;

import java.io.IOException;
import java.net.ServerSocket;
import org.jpos.core.Configurable;
import org.jpos.core.Configuration;
import org.jpos.iso.ISOServerSocketFactory;
import org.jpos.util.NameRegistrar;

/** Gives jPOS's server the socket of the line, so that its port is known. */
public final class LineSockets implements ISOServerSocketFactory, Configurable {
  private Line line;

  @Override
  public void setConfiguration(Configuration configuration) {
    // jPOS configures it twice, first from the server's own properties
    if (configuration.get("line", null) != null) {
      line = NameRegistrar.getIfExists(configuration.get("line"));
    }
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return line.listen();
  }
}
