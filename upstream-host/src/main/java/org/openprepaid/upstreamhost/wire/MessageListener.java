package org.openprepaid.upstreamhost.wire;

import org.jpos.core.Configurable;
import org.jpos.core.Configuration;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISORequestListener;
import org.jpos.iso.ISOSource;
import org.jpos.util.NameRegistrar;

/** Hands every message of jPOS's server to the host. */
public final class MessageListener implements ISORequestListener, Configurable {
  private Line line;

  @Override
  public void setConfiguration(Configuration configuration) {
    if (configuration.get("line", null) != null) {
      line = NameRegistrar.getIfExists(configuration.get("line"));
    }
  }

  @Override
  public boolean process(ISOSource source, ISOMsg message) {
    if (source instanceof DialectChannel channel && message instanceof ReceivedMessage received) {
      line.receiver().accept(channel.link(), received);
    }
    return true;
  }
}
