package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activation first, then configuration, then the default. */
class SettingsTest {
  @TempDir private Path folder;

  private static SettingsSource source(Map<String, String> settings) {
    return name -> Optional.ofNullable(settings.get(name));
  }

  private static EndpointSettings settings(Iso8583ActivationSpec spec, Map<String, String> all) {
    return EndpointSettings.of(spec, source(all));
  }

  @Test
  void nothingSetMeansTheDefaults() {
    EndpointSettings settings = settings(new Iso8583ActivationSpec(), Map.of());

    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(8583);
    assertThat(settings.profile().name()).isEqualTo("cup");
    assertThat(settings.workers()).isEqualTo(4);
    assertThat(settings.ioThreads()).isEqualTo(2);
    assertThat(settings.limits())
        .isEqualTo(new EndpointSettings.Limits(4096, 12_000, 12_000, 4000, 500));
    assertThat(settings.timeouts())
        .isEqualTo(
            new EndpointSettings.Timeouts(
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10)));
    assertThat(settings.tls()).isNull();
  }

  @Test
  void configurationSetsWhatTheActivationLeavesOut() {
    Iso8583ActivationSpec spec = new Iso8583ActivationSpec();
    spec.setPort(7001);

    EndpointSettings settings =
        settings(
            spec,
            Map.of(
                "openprepaid.iso8583.port", "7002",
                "openprepaid.iso8583.host", "127.0.0.1",
                "openprepaid.iso8583.max-frame", " 1024 ",
                "openprepaid.iso8583.profile", "iso87-ascii"));

    assertThat(settings.port()).isEqualTo(7001);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.limits().maxFrame()).isEqualTo(1024);
    assertThat(settings.profile().name()).isEqualTo("iso87-ascii");
  }

  @Test
  void aSecondEndpointHasItsOwnPrefix() {
    Iso8583ActivationSpec spec = new Iso8583ActivationSpec();
    spec.setSettings("bank.link");

    assertThat(settings(spec, Map.of("bank.link.port", "7003")).port()).isEqualTo(7003);
  }

  @Test
  void systemPropertiesServeWhereThereIsNoMicroProfile() {
    System.setProperty("openprepaid.test.port", "7004");
    try {
      Iso8583ActivationSpec spec = new Iso8583ActivationSpec();
      spec.setSettings("openprepaid.test");

      // its API is on the test's class path, an implementation is not
      assertThat(EndpointSettings.of(spec, SettingsSource.ofPlatform()).port()).isEqualTo(7004);
    } finally {
      System.clearProperty("openprepaid.test.port");
    }
  }

  @Test
  void microProfileConfigIsAskedWhereThereIsOne() {
    ConfigProviderResolver.setInstance(new OneConfig(Map.of("openprepaid.test.port", "7005")));
    try {
      Iso8583ActivationSpec spec = new Iso8583ActivationSpec();
      spec.setSettings("openprepaid.test");

      assertThat(EndpointSettings.of(spec, SettingsSource.ofPlatform()).port()).isEqualTo(7005);
    } finally {
      ConfigProviderResolver.setInstance(null);
    }
  }

  @Test
  void theAdapterWorksWithoutMicroProfileOnTheClassPath() throws Exception {
    System.setProperty("openprepaid.test.port", "7006");
    try (URLClassLoader bare = withoutMicroProfile()) {
      Class<?> spec = bare.loadClass(Iso8583ActivationSpec.class.getName());
      Object activation = spec.getConstructor().newInstance();
      spec.getMethod("setSettings", String.class).invoke(activation, "openprepaid.test");
      spec.getMethod("validate").invoke(activation);
      System.setProperty("openprepaid.test.port", "no number");

      assertThatThrownBy(() -> spec.getMethod("validate").invoke(activation))
          .hasRootCauseMessage(
              "OP-1101 setting openprepaid.test.port: must be a number from 0 to 65535,"
                  + " is no number");
    } finally {
      System.clearProperty("openprepaid.test.port");
    }
  }

  private static URLClassLoader withoutMicroProfile() {
    URL[] all =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("microprofile"))
            .map(entry -> url(Path.of(entry)))
            .toArray(URL[]::new);
    return new URLClassLoader(all, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void wrongValuesAreNamedWithTheirBounds() {
    refused("port", "seventy", "from 0 to 65535");
    refused("port", "65536", "from 0 to 65535");
    refused("max-in-flight", "0", "from 1 to 100000");
    refused("idle-timeout", "-1", "from 1 to 86400");
    refused("tls", "yes", "on or off");
    refused("tls", "on", "tls.keystore");
    refused("profile", "emv", "must be one of");
    refused("profile-file", "/nowhere/at/all.properties", "cannot be read");
  }

  private static void refused(String setting, String value, String reason) {
    assertThatThrownBy(
            () ->
                settings(
                    new Iso8583ActivationSpec(), Map.of("openprepaid.iso8583." + setting, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("OP-1101")
        .hasMessageContaining(setting)
        .hasMessageContaining(reason);
  }

  @Test
  void aProfileDefinedOutsideReplacesTheShippedOne() throws Exception {
    Path definition = folder.resolve("house.properties");
    Files.writeString(
        definition,
        """
        length.bytes=4
        header.bytes=0
        mti=binary
        bitmap=binary
        secondary-bitmap=no
        mac=none
        packager=house.xml
        """);
    Files.writeString(folder.resolve("house.xml"), cupPackager().replace("id=\"44\"", "id=\"45\""));

    Profile house =
        settings(
                new Iso8583ActivationSpec(),
                Map.of("openprepaid.iso8583.profile-file", definition.toString()))
            .profile();

    assertThat(house.lengthBytes()).isEqualTo(4);
    IsoFields fields = new IsoFields("0810").set(45, "own");
    byte[] frame = house.write(new byte[0], new byte[0], fields, null);
    assertThat(frame).isEqualTo(TestTerminal.hex("0810 0000000000080000 03 6F776E"));
    assertThat(house.read(frame).fields()).isEqualTo(fields);
  }

  @Test
  void aDefinitionThatCannotBeIsRefused() throws Exception {
    Path definition = folder.resolve("broken.properties");
    Files.writeString(definition, "length.bytes=2\nheader.bytes=0\nmti=ebcdic\n");
    assertThatThrownBy(() -> ProfileDefinition.file("cup", definition))
        .isInstanceOf(InvalidSettingException.class);
    Files.writeString(
        definition,
        """
        length.bytes=2
        header.bytes=0
        mti=binary
        bitmap=binary
        secondary-bitmap=no
        mac=binary
        packager=absent.xml
        """);
    assertThatThrownBy(() -> ProfileDefinition.file("cup", definition))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("cannot be read");
  }

  private static String cupPackager() throws IOException {
    try (InputStream input = Profile.class.getResourceAsStream("cup.xml")) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
