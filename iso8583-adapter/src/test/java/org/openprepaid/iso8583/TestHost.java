package org.openprepaid.iso8583;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;

/**
 * An upstream host on a real socket, with a thread for each link. It answers sign-on, sign-off and
 * echo; other requests it hands to the test, or approves them itself.
 */
final class TestHost implements AutoCloseable {
  static final Profile PROFILE = ProfileDefinition.shipped("iso87-ascii");
  private static final int PATIENCE_SECONDS = 20;

  /** What it does with a message other than network messages. */
  @FunctionalInterface
  interface Conduct {
    void take(Link link, IsoFields message) throws IOException;
  }

  private final ServerSocket server;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  final List<String> networkMessages = new CopyOnWriteArrayList<>();
  volatile Conduct conduct = (link, message) -> asked(link, message);
  volatile Consumer<IsoFields> networkAnswers = answer -> {};
  volatile String signOnAnswer = "00";
  volatile boolean answersEcho = true;
  volatile boolean answersSignOn = true;

  /** A request and the link that brought it. */
  record Asked(Link link, IsoFields request) {
    void answer() throws IOException {
      link.send(approval(request));
    }
  }

  TestHost() throws IOException {
    this(ServerSocketFactory.getDefault(), 0);
  }

  TestHost(ServerSocketFactory sockets, int port) throws IOException {
    server = sockets.createServerSocket(port, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  private void run(Runnable task) {
    Thread thread = new Thread(task, "test-host");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Link link = new Link(server.accept());
        links.add(link);
        run(link::serve);
      }
    } catch (IOException e) {
      // closed
    }
  }

  int port() {
    return server.getLocalPort();
  }

  UpstreamSettings.Address address() {
    return new UpstreamSettings.Address("127.0.0.1", port());
  }

  /** All links there ever were, the closed ones too. */
  List<Link> links() {
    return links;
  }

  private void asked(Link link, IsoFields request) {
    asked.add(new Asked(link, request));
  }

  /** The next request that the conduct left to the test. */
  Asked next() throws InterruptedException {
    Asked next = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next;
  }

  int unread() {
    return asked.size();
  }

  static IsoFields approval(IsoFields request) {
    IsoFields answer = new IsoFields(MessageType.answerTo(request.mti()));
    request.present().stream().forEach(element -> answer.put(element, request.value(element)));
    return answer.set(39, "00");
  }

  /** A MAC among the elements is sent as it is. */
  static byte[] packed(IsoFields message) {
    try {
      return TestTerminal.framed(
          PROFILE.write(
              new byte[0],
              new byte[0],
              message,
              message.isBinary(64) ? covered -> message.bytes(64) : null));
    } catch (UnwritableMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** One connection. */
  final class Link {
    private final Socket socket;
    private final DataInputStream input;

    Link(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    private void serve() {
      try (socket) {
        while (true) {
          byte[] frame = new byte[input.readUnsignedShort()];
          input.readFully(frame);
          take(PROFILE.read(frame).fields());
        }
      } catch (IOException e) {
        // closed by either side
      } catch (UnreadableMessageException e) {
        throw new AssertionError(e);
      }
    }

    private void take(IsoFields message) throws IOException {
      if (message.mti().equals("0810")) {
        networkAnswers.accept(message);
        return;
      }
      if (!message.mti().equals("0800")) {
        conduct.take(this, message);
        return;
      }
      String purpose = message.text(70);
      networkMessages.add(purpose);
      if (purpose.equals("001") && answersSignOn) {
        send(approval(message).set(39, signOnAnswer));
      } else if (purpose.equals("002") || (purpose.equals("301") && answersEcho)) {
        send(approval(message));
      }
    }

    void send(IsoFields message) throws IOException {
      sendBytes(packed(message));
    }

    synchronized void sendBytes(byte[] bytes) throws IOException {
      // once: the other side may close as soon as it has them
      socket.getOutputStream().write(bytes);
    }

    Socket socket() {
      return socket;
    }

    void close() throws IOException {
      socket.close();
    }

    /** Closes with a reset, as a host that dies. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Takes no more links and ends those there are. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Link link : links) {
      link.close();
    }
  }
}
