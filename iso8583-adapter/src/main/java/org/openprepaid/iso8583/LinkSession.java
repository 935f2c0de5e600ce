package org.openprepaid.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import org.openprepaid.iso8583.NetworkMessages.Purpose;

/**
 * One link from its connection to its end: signs on, sends requests, answers the host's network
 * messages, and finds out when the host is no longer there. Everything runs on the host's event
 * loop, except what {@link Requester} says.
 */
final class LinkSession extends ChannelInboundHandlerAdapter implements Requester {
  private enum State {
    CONNECTING,
    SIGNING_ON,
    UP,
    /** Signed off by the host. */
    SUSPENDED,
    LEAVING,
    ENDED
  }

  private final Upstream upstream;
  private final String address;
  private final LinkEvents events;
  private final LinkReader reader;
  private final NetworkQuestion question;
  private Channel channel;
  private LinkWriter writer;
  private State state = State.CONNECTING;
  private String endReason = "closed by the host";
  private boolean connected;
  private int inFlight;
  private boolean wasUp;
  private long upNanos;

  LinkSession(Upstream upstream, String address, LinkEvents events) {
    this.upstream = upstream;
    this.address = address;
    this.events = events;
    this.reader = new LinkReader(upstream, this);
    this.question = new NetworkQuestion(upstream.matching(), upstream.network());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    writer = new LinkWriter(upstream, this, channel);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (upstream.tls() == null) {
      begin();
    }
    ctx.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        begin();
      } else {
        String cause = handshake.cause().toString();
        upstream.log().write(OperatorMessage.TLS_REFUSED, address, cause);
        end("TLS failed");
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  private void begin() {
    connected = true;
    if (upstream.settings().signOn() && upstream.network().has(Purpose.SIGN_ON)) {
      state = State.SIGNING_ON;
      ask(Purpose.SIGN_ON);
    } else {
      up();
    }
    events.changed();
  }

  private void up() {
    state = State.UP;
    upNanos = System.nanoTime();
    wasUp = true;
    upstream.log().write(OperatorMessage.LINK_UP, address);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    state = State.ENDED;
    connected = false;
    reader.discard();
    events.lost(this);
    ctx.fireChannelInactive();
  }

  /** A reset, a broken TLS record, or a fault: the link is over, and it is made again. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    end(cause instanceof IOException ? "connection reset" : Failure.describe(cause));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (writer.writabilityChanged()) {
      events.room();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object received) {
    if (isOpen()) {
      reader.add(ctx.alloc(), (ByteBuf) received);
    } else {
      ((ByteBuf) received).release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    events.room();
    writer.flush();
    ctx.fireChannelReadComplete();
  }

  /** An answer: to a network message of its own, or to a request. */
  void takeAnswer(IncomingMessage answer) {
    Purpose purpose = question.answeredBy(answer.fields());
    if (purpose == null) {
      events.answered(this, answer);
    } else if (purpose == Purpose.SIGN_OFF) {
      end("signed off");
    } else if (purpose == Purpose.SIGN_ON && state == State.SIGNING_ON) {
      if (NetworkMessages.agrees(answer.fields())) {
        up();
        events.changed();
      } else {
        String code = NetworkMessages.responseCode(answer.fields());
        upstream.log().write(OperatorMessage.SIGN_ON_REFUSED, address, code);
        end("sign-on refused");
      }
    }
  }

  /** A request of the host: a network message, or one for the application. */
  void takeRequest(IncomingMessage request) {
    Purpose purpose = upstream.network().purposeOf(request.fields());
    if (purpose == null) {
      events.requested(this, request);
    } else if (writer.isStalled()) {
      // a host that asks and does not read must not fill the memory with answers
      upstream.statistics().hostRequestsDropped.increment();
    } else if (write(upstream.network().answer(request.fields(), purpose))) {
      follow(purpose);
    }
  }

  private void follow(Purpose purpose) {
    if (purpose == Purpose.SIGN_OFF && state == State.UP) {
      state = State.SUSPENDED;
      upstream.log().write(OperatorMessage.HOST_SIGNED_OFF, address);
      events.changed();
    } else if (purpose == Purpose.SIGN_ON && state == State.SUSPENDED) {
      up();
      events.changed();
    }
  }

  private void ask(Purpose purpose) {
    if (write(question.ask(purpose))) {
      writer.flush();
    }
  }

  /** Packs and writes a network message; one that cannot be packed ends the link. */
  private boolean write(IsoFields message) {
    try {
      byte[] header = new byte[upstream.profile().headerBytes()];
      writer.write(upstream.profile().write(new byte[0], header, message, null));
      return true;
    } catch (UnwritableMessageException e) {
      upstream.log().write(OperatorMessage.UNWRITABLE, message.mti(), e.getMessage());
      end("a network message that cannot be answered");
      return false;
    }
  }

  /** Whether it takes a request now. */
  boolean hasRoom() {
    return state == State.UP
        && inFlight < upstream.settings().limits().maxInFlight()
        && channel.isWritable();
  }

  /** Writes a request; {@link #flush} sends it. */
  void send(Outgoing request) {
    inFlight++;
    request.sentBy(this);
    writer.write(request, () -> events.notSent(request));
  }

  void flush() {
    writer.flush();
  }

  /** Sends the reply to a request of the host; false when the link can no longer. */
  boolean reply(byte[] frame) {
    if (!isOpen() || writer.isStalled()) {
      return false;
    }
    writer.write(frame);
    writer.flush();
    return true;
  }

  /** A request given to it is no longer in flight. */
  void release() {
    inFlight--;
  }

  /** Ends it when the host is silent, deaf or stops in the middle of a frame. */
  void checkTimes(long now) {
    UpstreamSettings.Timeouts timeouts = upstream.settings().timeouts();
    long network = timeouts.network().toNanos();
    if (!connected || !isOpen()) {
      return;
    }
    if (reader.isStuck(now, network)) {
      upstream.log().write(OperatorMessage.FRAME_TIMEOUT, address);
      end("a frame was not completed");
    } else if (writer.isStalled(now, network)) {
      upstream.log().write(OperatorMessage.HOST_NOT_READING, address);
      // or the kernel would keep the socket for minutes, trying to deliver what nobody reads
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      end("the host does not read");
    } else if (question.isOverdue(now, network)) {
      upstream.log().write(OperatorMessage.NO_NETWORK_ANSWER, address, question.open());
      end("no answer to " + question.open());
    } else if (question.open() == null
        && isSignedOn()
        && reader.isSilent(now, timeouts.echo().toNanos())
        && upstream.network().has(Purpose.ECHO)) {
      ask(Purpose.ECHO);
    }
  }

  private boolean isSignedOn() {
    return state == State.UP || state == State.SUSPENDED;
  }

  /** Signs off and closes, with or without the host's answer. */
  void leave() {
    if (isSignedOn() && upstream.settings().signOn() && upstream.network().has(Purpose.SIGN_OFF)) {
      state = State.LEAVING;
      ask(Purpose.SIGN_OFF);
    } else {
      end("closed");
    }
  }

  /** Closes the socket; {@link LinkEvents#lost} follows. */
  void end(String reason) {
    if (isOpen()) {
      state = State.ENDED;
      endReason = reason;
      reader.discard();
      var unused = channel.close();
    }
  }

  boolean isOpen() {
    return state != State.ENDED;
  }

  boolean isConnected() {
    return connected;
  }

  boolean isUp() {
    return state == State.UP;
  }

  int inFlight() {
    return inFlight;
  }

  String endReason() {
    return endReason;
  }

  /** For how long it has been of use, in nanoseconds; 0 when it never was. */
  long stood(long now) {
    return wasUp ? now - upNanos : 0;
  }

  @Override
  public String remoteAddress() {
    return address;
  }

  @Override
  public void deliver(Exchange exchange, IsoReply reply) {
    events.replied(this, exchange, reply);
  }

  @Override
  public void failed(Exchange exchange, OperatorMessage message, String reason) {
    events.notReplied(this, exchange, message, reason);
  }
}
