package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what is shipped, against what is shipped: the zip, since the folder keeps the jars of earlier builds. */
class SbomIT {
  private FileSystem zip;

  @BeforeEach
  void open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> zips = files.filter(file -> file.getFileName().toString().matches("gradus-[0-9.]+-[a-z]+-\\w+\\.zip")).toList();
      assertThat(zips).hasSize(1);
      zip = FileSystems.newFileSystem(zips.get(0));
    }
  }

  @AfterEach
  void close() throws IOException {
    zip.close();
  }

  @BeforeEach
  void onlyWhereItIsMade() {
    assumeFalse("offline=true".equals(System.getProperty("gradus.maven")), "skipped: sbom.json is not made when Maven is offline");
  }

  private Path home() throws IOException {
    try (Stream<Path> folders = Files.list(zip.getPath("/"))) {
      return folders.findFirst().orElseThrow();
    }
  }

  private Map<?, ?> sbom() throws IOException {
    return (Map<?, ?>) Json.parse(Files.readString(home().resolve("sbom.json")));
  }

  private List<Map<?, ?>> components() throws IOException {
    return ((List<?>) sbom().get("components")).stream().<Map<?, ?>>map(component -> (Map<?, ?>) component).toList();
  }

  /** The name of the jar that a component is, as Maven spells it: name-version-classifier. */
  private static String jar(Map<?, ?> component) {
    String purl = (String) component.get("purl");
    String classifier = purl.contains("classifier=") ? "-" + purl.replaceFirst(".*classifier=([^&]*).*", "$1") : "";
    return component.get("name") + "-" + component.get("version") + classifier + ".jar";
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static String sha256(Map<?, ?> component) {
    return ((List<?>) component.get("hashes")).stream().map(hash -> (Map<?, ?>) hash).filter(hash -> "SHA-256".equals(hash.get("alg")))
        .map(hash -> (String) hash.get("content")).findFirst().orElseThrow();
  }

  @Test
  void hasEveryJarOfTheFolderLibByItsContentAndNoOther() throws Exception {
    Map<String, String> shipped = new TreeMap<>();
    try (Stream<Path> files = Files.list(home().resolve("lib"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jar")).toList()) shipped.put(file.getFileName().toString(), sha256(file));
    }
    Map<?, ?> gradus = (Map<?, ?>) ((Map<?, ?>) sbom().get("metadata")).get("component");
    assertThat(shipped.remove(jar(gradus))).as("the jar that the list is about is there, and not in it").isNotNull();

    Map<String, String> listed = new TreeMap<>();
    for (Map<?, ?> component : components()) listed.put(jar(component), sha256(component));
    assertThat(listed).hasSizeGreaterThan(30).isEqualTo(shipped);
  }

  @Test
  void everyJarHasALicence() throws Exception {
    TreeSet<String> licences = new TreeSet<>();
    for (Map<?, ?> component : components()) {
      List<String> own = ((List<?>) component.get("licenses")).stream().map(entry -> (Map<?, ?>) ((Map<?, ?>) entry).get("license"))
          .map(licence -> (String) licence.get("id")).toList();
      assertThat(own).as(jar(component)).isNotEmpty().doesNotContainNull();
      // Of the licences that JavaCPP offers, its Apache licence is taken.
      licences.add(own.contains("Apache-2.0") ? "Apache-2.0" : String.join(" or ", own));
    }
    assertThat(licences).containsExactly("Apache-2.0", "BSD-2-Clause", "MIT");
  }

  @Test
  void oneBuildSaysWhatAnotherSays() throws Exception {
    assertThat(sbom().containsKey("serialNumber")).isFalse();
    assertThat(((Map<?, ?>) sbom().get("metadata")).containsKey("timestamp")).isFalse();
  }

  @Test
  void thePageOfDependenciesNamesEveryComponentWithItsVersion() throws Exception {
    String page = Files.readString(Path.of("src", "site", "markdown", "supply-chain.md"));
    for (Map<?, ?> component : components()) assertThat(page).contains("| `" + component.get("name") + "` | " + component.get("version") + " |");
  }
}
