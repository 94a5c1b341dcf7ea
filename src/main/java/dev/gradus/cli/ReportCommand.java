package dev.gradus.cli;

import dev.gradus.report.Report;
import dev.gradus.report.ReportFormat;
import dev.gradus.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus report}: takes the folder of a run, gives a page that says what was trained on what, how it went and how good it is. */
@Command(name = "report", sortOptions = false, description = "Writes what is known of a run to one file, which needs nothing else to be read.")
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN-DIR", description = "the folder of a run of gradus train")
  private Path folder;

  @Option(names = "--out", paramLabel = "FILE",
      description = "where the report goes (default: report.html in the folder of the run, .md or .json by the format)")
  private Path out;

  @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "html",
      description = "html, a page; md, words and tables; json, facts for machines (default: ${DEFAULT-VALUE})")
  private ReportFormat format;

  @Override
  public Integer call() throws IOException {
    RecordedRun run = RecordedRun.open(folder, spec.commandLine().getOut(), spec.commandLine().getErr());
    Path to = out != null ? out : folder.resolve("report." + format.name().toLowerCase(Locale.ROOT));
    OutputFile.refuseToReplaceAnother("--out", to, "report", ReportFormat::isReport);
    Report report = RecordedReport.of(run, notice -> spec.commandLine().getErr().println(notice));
    byte[] text = format.write(report).getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.writeInFolder(to, AtomicFile.of(text));
    } catch (IOException e) {
      throw new CannotWriteException(to, "--out", e);
    }
    report.notices().forEach(notice -> spec.commandLine().getErr().println("notice: " + Figures.plain(notice)));
    spec.commandLine().getOut().println("report: " + to);
    return ExitCode.DONE;
  }
}
