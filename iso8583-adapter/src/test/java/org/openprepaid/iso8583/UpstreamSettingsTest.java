package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of a host, and the pauses and messages that follow from them. */
class UpstreamSettingsTest {
  @TempDir private Path folder;

  private static UpstreamSettings settings(Map<String, String> all) {
    Map<String, String> named = new HashMap<>();
    all.forEach((name, value) -> named.put("openprepaid.upstream.CUPNET." + name, value));
    return UpstreamSettings.of("CUPNET", name -> Optional.ofNullable(named.get(name)));
  }

  @Test
  void nothingSetMeansNoLinksAndTheDefaults() {
    UpstreamSettings settings = settings(Map.of());

    assertThat(settings.addresses()).isEmpty();
    assertThat(settings.links()).isZero();
    assertThat(settings.profile().name()).isEqualTo("iso87-ascii");
    assertThat(settings.signOn()).isTrue();
    assertThat(settings.tls()).isNull();
    assertThat(settings.limits()).isEqualTo(new UpstreamSettings.Limits(4096, 1000, 2000, 500));
    assertThat(settings.timeouts())
        .isEqualTo(
            new UpstreamSettings.Timeouts(
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10)));
  }

  @Test
  void eachAddressHasOneLinkUnlessMoreAreWanted() {
    UpstreamSettings settings = settings(Map.of("addresses", " east:1 , [::1]:65535,"));

    assertThat(settings.addresses())
        .containsExactly(
            new UpstreamSettings.Address("east", 1), new UpstreamSettings.Address("::1", 65_535));
    assertThat(settings.links()).isEqualTo(2);
    assertThat(settings(Map.of("addresses", "east:1", "links", "4")).links()).isEqualTo(4);
  }

  @Test
  void wrongValuesAreNamedWithTheirBounds() {
    refused("addresses", "east", "host:port");
    refused("addresses", "east:0", "host:port");
    refused("addresses", ":8583", "host:port");
    refused("addresses", "a:1,".repeat(17), "16 at most");
    refused("links", "65", "from 1 to 64");
    refused("max-in-flight", "0", "from 1 to 100000");
    refused("max-waiting", "-1", "from 0 to 100000");
    refused("max-wait", "0", "from 1 to 300");
    refused("reconnect-min-ms", "0", "from 1 to 60000");
    refused("sign-on", "perhaps", "yes or no");
    refused("tls", "yes", "on or off");
    refused("tls", "on", "tls.truststore");
    refused("profile", "cup", "terminals");
    refused("profile-file", "/nowhere/at/all.properties", "cannot be read");
    assertThatThrownBy(() -> settings(Map.of("reconnect-min-ms", "2000", "reconnect-max", "1")))
        .hasMessageContaining("reconnect-max");
  }

  private static void refused(String setting, String value, String reason) {
    assertThatThrownBy(() -> settings(Map.of(setting, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("OP-1101")
        .hasMessageContaining(setting.startsWith("profile") ? "profile" : setting)
        .hasMessageContaining(reason);
  }

  @Test
  void pausesGrowToTheirBoundAndStartAnewAfterAGoodLink() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), new Random(3));
    long bound = 1000;
    for (int i = 0; i < 12; i++) {
      assertThat(backoff.next().toMillis()).isBetween(500L, bound);
      bound = Math.min(30_000, bound * 2);
    }
    long longest = 0;
    for (int i = 0; i < 50; i++) {
      longest = Math.max(longest, backoff.next().toMillis());
    }
    assertThat(longest).isGreaterThan(20_000);
    backoff.reset();

    assertThat(backoff.next().toMillis()).isBetween(500L, 1000L);
  }

  @Test
  void networkMessagesBearTheTimeAndARunningNumber() {
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T04:05:06Z"), ZoneOffset.UTC);
    NetworkMessages messages =
        new NetworkMessages(TestHost.PROFILE, new Matching(TestHost.PROFILE), clock);

    IsoFields first = messages.make(NetworkMessages.Purpose.ECHO);
    IsoFields second = messages.make(NetworkMessages.Purpose.ECHO);
    assertThat(first.mti()).isEqualTo("0800");
    assertThat(first.text(70)).isEqualTo("301");
    assertThat(first.text(7)).isEqualTo("0301040506");
    assertThat(first.text(11)).matches("[0-9]{6}").isNotEqualTo(second.text(11));
    assertThat(messages.purposeOf(first)).isEqualTo(NetworkMessages.Purpose.ECHO);
    assertThat(messages.purposeOf(new IsoFields("0800").set(70, "101"))).isNull();
  }

  @Test
  void aProfileMayKnowAnswersByOtherElementsAndHaveNoNetworkMessages() throws Exception {
    UpstreamSettings settings = settings(Map.of("profile-file", profile("match=37")));

    assertThat(settings.profile().dialogue().signOn()).isNull();
    Matching matching = new Matching(settings.profile());
    // padded on the wire, and the same all the same
    assertThat(matching.ofAnswerTo(new IsoFields("0200").set(37, "ABC")))
        .isEqualTo(matching.of(new IsoFields("0210").set(37, "ABC         ")));
  }

  @Test
  void aProfileThatSaysWhatCannotBeIsRefused() throws Exception {
    for (String line :
        new String[] {
          "match=7,eleven", "match=1", "match=129", "sign-on=0810 70=001", "echo=0800 70",
        }) {
      String file = profile(line);
      assertThatThrownBy(() -> settings(Map.of("profile-file", file)))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining(line.substring(0, line.indexOf('=')));
    }
    UpstreamSettings none = settings(Map.of("profile-file", profile("")));
    assertThatThrownBy(() -> new Matching(none.profile())).hasMessageContaining("match");
  }

  private String profile(String lines) throws IOException {
    try (InputStream packager = Profile.class.getResourceAsStream("iso87-ascii.xml")) {
      Files.write(folder.resolve("house.xml"), packager.readAllBytes());
    }
    Path definition = folder.resolve("house.properties");
    Files.writeString(
        definition,
        """
        length.bytes=2
        header.bytes=0
        mti=character
        bitmap=character
        secondary-bitmap=yes
        mac=character
        packager=house.xml
        """
            + lines);
    return definition.toString();
  }
}
