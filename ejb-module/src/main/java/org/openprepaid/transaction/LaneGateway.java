package org.openprepaid.transaction;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openprepaid.key.SecurityModule;

/**
 * The gateway: puts each request in a lane, chosen by the card, so that one card's requests stay in
 * order; each lane takes all that waits, up to a limit, as one group. While one group commits, the
 * next gathers; nobody waits on a timer, and a lone request is a group of one.
 */
@Singleton
@Startup
@Local(TransactionGateway.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LaneGateway implements TransactionGateway {
  private static final Logger LOG = Logger.getLogger(LaneGateway.class.getName());

  @Resource private ManagedThreadFactory threads;
  @EJB private GroupTransaction groups;
  @Inject private SecurityModule security;

  @Inject
  @ConfigProperty(name = "openprepaid.gateway.lanes", defaultValue = "2")
  private int laneCount;

  @Inject
  @ConfigProperty(name = "openprepaid.gateway.group-size", defaultValue = "64")
  private int groupSize;

  @Inject
  @ConfigProperty(name = "openprepaid.gateway.queue", defaultValue = "2000")
  private int queueSize;

  private final List<Lane> lanes = new ArrayList<>();
  private volatile boolean running;

  @PostConstruct
  void start() {
    for (int i = 0; i < laneCount; i++) {
      Lane lane = new Lane(group -> groups.run(group), groupSize, queueSize / laneCount);
      Thread thread = threads.newThread(lane);
      thread.setName("prepaid-lane-" + i);
      thread.start();
      lanes.add(lane);
    }
    running = true;
    LOG.info(
        () ->
            "OP-1302 gateway running: lanes %d, group size %d, queue %d"
                .formatted(laneCount, groupSize, queueSize));
  }

  @PreDestroy
  void stop() {
    running = false;
    lanes.forEach(Lane::stop);
  }

  @Override
  public CompletionStage<Outcome> submit(Request request) {
    try {
      Prepared prepared = Prepared.of(request, security);
      return lanes.get(Math.floorMod(prepared.laneHash(), lanes.size())).submit(prepared);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "OP-1303 request " + request.origin().key() + " failed", e);
      return CompletableFuture.completedFuture(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));
    }
  }

  @Override
  public boolean isRunning() {
    return running && lanes.stream().allMatch(Lane::isAlive);
  }
}
