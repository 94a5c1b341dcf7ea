package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.NativeMemory;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a run from its folder. */
class ReportCommandTest {
  private static final String NAME = "\"><img src=x onerror=alert(1)>.csv";

  @TempDir Path folder;

  private Path csv;
  private Path run;

  @BeforeEach
  void train() throws IOException {
    StringBuilder rows = new StringBuilder("<script>alert(1)</script>,\"b\"\"\u202E\",kind\n");
    for (int i = 0; i < 60; i++) rows.append(i % 7).append(',').append(i % 5 - i % 7).append(',').append(i % 3 == 0 ? "<b>x</b>" : "z&amp;").append('\n');
    csv = Files.writeString(folder.resolve(NAME), rows);
    run = folder.resolve("run");
    Gradus.run("train", csv, "--target", "kind", "--hidden", "8,4", "--epochs", "3", "--threads", "1", "--run-dir", run).done();
  }

  private String written(String name) throws IOException {
    return Files.readString(run.resolve(name));
  }

  @Test
  void aPageInTheFolder() throws IOException {
    Gradus report = Gradus.run("report", run).done();

    assertThat(report.lines()).containsExactly("report: " + run.resolve("report.html"));
    assertThat(written("report.html")).contains("<h1>Predicting kind from &quot;&gt;&lt;img src=x onerror=alert(1)&gt;.csv</h1>", "On 6 validation examples",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;x&lt;/b&gt;", "z&amp;amp;", "b&quot;[U+202E]", "Importance of columns", "3 epochs")
        .doesNotContain("<script").doesNotContain("<img src=x").doesNotContain("\u202E");
  }

  @Test
  void itReplacesOnlyReports() throws IOException {
    Gradus.run("report", run).done();
    Gradus.run("report", run, "--format", "md").done();
    Gradus.run("report", run).done();
    Gradus.run("report", run, "--format", "json", "--out", run.resolve("report.html")).done();
    assertThat(written("report.html")).startsWith("{\"generator\":\"gradus report\"");
    assertThat(written("report.md")).startsWith("<!-- gradus report -->").contains("# Predicting kind from");

    Path mine = Files.writeString(folder.resolve("mine.html"), "<!DOCTYPE html><p>mine</p>");
    for (Path other : List.of(mine, run.resolve("config.json"), run.resolve("model.safetensors"), csv)) {
      byte[] before = Files.readAllBytes(other);
      Gradus refused = Gradus.run("report", run, "--out", other);
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("--out", "is there and is no report").hasLineCount(1);
      assertThat(other).hasBinaryContent(before);
    }
    assertThat(Gradus.run("report", run, "--out", folder).err()).contains("is a folder").hasLineCount(1);
    assertThat(Gradus.run("report", run, "--out", folder.resolve("none/report.html")).code()).isEqualTo(ExitCode.CANNOT_WRITE);
  }

  @Test
  void facts() throws IOException {
    Gradus.run("report", run, "--format", "json").done();
    Map<?, ?> facts = (Map<?, ?>) Json.parse(written("report.json"));

    assertThat((List<?>) facts.get("history")).hasSize(3);
    assertThat(facts.get("source")).isEqualTo(csv.toString());
    assertThat(((Map<?, ?>) facts.get("judgement")).get("examples")).isEqualTo(6.0);
    assertThat(facts.get("findings")).isInstanceOf(List.class);
    assertThat((List<?>) facts.get("notices")).isEmpty();
  }

  @Test
  void withoutTheDataItSaysSo() throws IOException {
    Files.delete(csv);
    Gradus report = Gradus.run("report", run).done();

    assertThat(report.err()).contains("notice: The data could not be read again");
    assertThat(written("report.html")).contains("The data could not be read again", "Learning curves").doesNotContain("id=\"classes\"")
        .doesNotContain("id=\"worst\"");
  }

  /** Without examples and a watch there are the losses of the epochs alone, and of the rest nothing is known. */
  @Test
  void whatWasNotLookedAtIsNotCalledWell() throws IOException {
    run = folder.resolve("faster");
    Gradus.run("train", csv, "--target", "kind", "--hidden", "8,4", "--epochs", "3", "--lr", "0.03", "--threads", "1", "--run-dir", run).done();
    Files.delete(csv);
    Gradus.run("report", run, "--format", "json").done();
    Map<?, ?> facts = (Map<?, ?>) Json.parse(written("report.json"));
    Gradus.run("report", run, "--format", "md").done();

    assertThat(facts.get("findings")).isNull();
    assertThat(facts.get("notices").toString()).contains("Only the figures of the epochs were looked at for faults, and none was found in them.");
    assertThat(written("report.md")).contains("The health of this run was not looked at.").doesNotContain("Nothing wrong was found.");
  }

  /** A class that the model does not have is in the data, so that these can be read, and the model cannot be judged on them. */
  @Test
  void whatIsNotOfTheModelIsNotCalledUnreadable() throws IOException {
    Files.writeString(csv, Files.readString(csv).replace("z&amp;", "new"));
    Gradus.run("report", run, "--format", "md").done();

    assertThat(written("report.md")).contains("The model could not be judged on the data that are there (", "is none of the model's classes")
        .doesNotContain("could not be read again").doesNotContain("Nothing wrong was found.");
  }

  /** The values that the run began with, which were read beside it, are freed. */
  @Test
  void aModelThatCannotBeReadIsAnError() throws IOException {
    Path begun = run.resolve("model.safetensors");
    run = folder.resolve("begun");
    Gradus.run("train", csv, "--target", "kind", "--hidden", "8,4", "--init-from", begun, "--epochs", "1", "--threads", "1", "--run-dir", run).done();
    Files.writeString(run.resolve("model.safetensors"), "no model");
    long before = NativeMemory.bytes();
    Gradus refused = Gradus.run("report", run);
    assertThat(NativeMemory.bytes()).isLessThanOrEqualTo(before);
    assertThat(refused.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(refused.err()).contains("model.safetensors: ");
  }

  @Test
  void ofOtherDataItSaysSo() throws IOException {
    Files.writeString(csv, Files.readString(csv).replaceFirst("<b>x</b>", "z&amp;"));
    Gradus.run("report", run, "--format", "md").done();
    assertThat(written("report.md")).contains("The data are not those of the run any more: changed columns: kind; within the rows 1.");
    assertThat(Gradus.run("diagnose", run).err()).contains("notice: the data are not those of the run any more: changed columns: kind; within the rows 1");
  }

  @Test
  void ofAnUnfinishedRunTheCheckpoint() throws IOException {
    Files.delete(run.resolve("model.safetensors"));
    Gradus.run("report", run).done();
    assertThat(written("report.html")).contains("this is the model of its checkpoint");
    for (Path checkpoint : Files.newDirectoryStream(run, "checkpoint-*")) Files.delete(checkpoint);
    Gradus refused = Gradus.run("report", run);
    assertThat(refused.code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(refused.err()).contains("neither a model nor a checkpoint").hasLineCount(1);
  }

  @Test
  void nothingIsDownloaded() throws IOException {
    Path config = run.resolve("config.json");
    Files.writeString(config, Files.readString(config).replaceFirst("\"source\":\"[^}]*?\",\"target\":\"kind\"", "\"source\":\"mnist\",\"data-dir\":\"" + folder.resolve("none") + "\""));
    Gradus report = Gradus.run("report", run, "--format", "md").done();
    assertThat(report.err()).doesNotContain("downloading");
    assertThat(written("report.md")).contains("The data could not be read again (");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void whatIsNoRunIsRefused() {
    Gradus refused = Gradus.run("report", folder);
    assertThat(refused.code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(refused.err()).contains("it holds no run").hasLineCount(1);
  }
}
