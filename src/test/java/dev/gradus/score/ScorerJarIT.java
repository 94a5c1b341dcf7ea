package dev.gradus.score;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gradus.model.Model;
import dev.gradus.prepare.Target;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the scorer as an application has it: small, complete, and alone. */
class ScorerJarIT {
  @TempDir Path folder;

  @BeforeEach
  void onlyWhereThereIsAShell() {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "skipped: the model is trained by the launcher for a POSIX shell");
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> jars = files.filter(file -> file.getFileName().toString().matches("gradus-[0-9.]+-scorer\\.jar")).toList();
      assertThat(jars).hasSize(1);
      return jars.get(0).toAbsolutePath();
    }
  }

  @Test
  void isSmallAndHasNothingElse() throws IOException {
    assertThat(Files.size(jar())).isLessThan(150_000);
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")).isEqualTo("dev.gradus.score");
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName().replaceAll("[^/]*$", "")).distinct())
          .containsExactlyInAnyOrder("META-INF/", "dev/gradus/net/", "dev/gradus/prepare/", "dev/gradus/store/", "dev/gradus/score/");
    }
  }

  @Test
  void itsClassesKnowTheJdkAndEachOther() throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      JavaClasses classes = new ClassFileImporter().importJar(jar);
      assertThat(classes).hasSizeGreaterThan(50);
      noClasses().should().dependOnClassesThat()
          .resideOutsideOfPackages("java..", "dev.gradus.net", "dev.gradus.prepare", "dev.gradus.store", "dev.gradus.score").check(classes);
    }
  }

  @Test
  void answersAloneWithAModelThatTheEngineTrained() throws Exception {
    Path model = trained();

    String[] printed = run(model, "length=5.5", "width=1.5").split("(?<=]) ");

    double[] outputs = ((List<?>) Json.parse(printed[0])).stream().mapToDouble(number -> (Double) number).toArray();
    try (Model engine = Model.load(model)) {
      assertThat(outputs).containsExactly(engine.predict(5.5, 1.5), within(1e-6));
      assertThat(printed[1]).isEqualTo(((Target.Classes) engine.schema().target()).labels().get(Model.classOf(outputs)));
    }
    assertThat(run(model, "length=?", "width=")).as("a row of missing values").startsWith("[");
  }

  private Path trained() throws Exception {
    Path table = folder.resolve("plants.csv");
    StringBuilder rows = new StringBuilder("length,width,kind\n");
    for (int i = 0; i < 90; i++) {
      String kind = List.of("reed", "rush", "sedge").get(i % 3);
      rows.append(4 + i % 3 + i % 7 / 10.0).append(',').append(3 - i % 3 + i % 5 / 10.0).append(',').append(kind).append('\n');
    }
    Files.writeString(table, rows);
    Path model = folder.resolve("plants.safetensors");
    Path launcher = Path.of("target", "gradus", "bin", "gradus").toAbsolutePath();
    Process process = new ProcessBuilder(launcher.toString(), "train", table.toString(), "--target", "kind", "--hidden", "8,4", "--normalization", "batch", "--lr", "0.01", "--epochs", "20", "--out", model.toString()).directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(folder.resolve("trained").toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("trained"))).isZero();
    return model;
  }

  /** A JVM with no module but java.base, and no class but those of the jar and the program's own. */
  private String run(Object... words) throws Exception {
    String program = ScorerProgram.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("classes").resolve(program);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of("target", "test-classes").resolve(program), copy, StandardCopyOption.REPLACE_EXISTING);
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--limit-modules", "java.base", "-cp",
        jar() + System.getProperty("path.separator") + folder.resolve("classes"), ScorerProgram.class.getName()));
    for (Object word : words) command.add(word.toString());
    Path out = folder.resolve("out");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text.strip();
  }
}
