package org.openprepaid.upstreamhost.wire;

import java.io.IOException;
import java.net.ServerSocket;
import org.jpos.core.Configuration;
import org.jpos.core.ConfigurationException;
import org.jpos.iso.BaseChannel;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.util.NameRegistrar;

/**
 * jPOS's channel for the dialect: frames of two bytes of length, high byte first, not counting
 * themselves. What cannot be read is handed on as malformed, because it is to be answered.
 */
public final class DialectChannel extends BaseChannel {
  private Links links;
  private volatile Link link;

  @Override
  public void setConfiguration(Configuration configuration) throws ConfigurationException {
    super.setConfiguration(configuration);
    Line line = NameRegistrar.getIfExists(configuration.get("line"));
    links = line.links();
  }

  @Override
  public void accept(ServerSocket serverSocket) throws IOException {
    // a clone of the channel that the server was configured with
    link = null;
    super.accept(serverSocket);
    getSocket().setTcpNoDelay(true);
    link = links.opened(this);
  }

  @Override
  public void disconnect() throws IOException {
    Link closing = link;
    if (closing != null) {
      links.closed(closing);
    }
    super.disconnect();
  }

  /** The link this channel is of. */
  Link link() {
    return link;
  }

  @Override
  protected int getMessageLength() throws IOException {
    return Dialect.length(serverIn.readUnsignedByte(), serverIn.readUnsignedByte());
  }

  @Override
  protected void sendMessageLength(int length) throws IOException {
    serverOut.writeShort(length);
  }

  @Override
  protected ISOMsg createMsg() {
    return new ReceivedMessage();
  }

  @Override
  protected void unpack(ISOMsg message, byte[] bytes) {
    ReceivedMessage received = (ReceivedMessage) message;
    boolean unreadable;
    try {
      unreadable = message.unpack(bytes) != bytes.length;
    } catch (ISOException | RuntimeException e) {
      // jPOS throws whatever the bytes led it to
      unreadable = true;
    }
    received.arrived(bytes, unreadable);
  }
}
