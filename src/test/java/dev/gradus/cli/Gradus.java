package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.store.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Takes the words of a command line, runs them in this process, gives what came of it. */
record Gradus(int code, String out, String err) {
  /** Whatever the environment of the tests holds is not looked at. */
  static Gradus run(Object... words) {
    return runWith(Map.of(), words);
  }

  static Gradus runWith(Map<String, String> environment, Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[words.length];
    for (int i = 0; i < texts.length; i++) texts[i] = words[i].toString();
    int code = Main.commandLine(new PrintWriter(out), new PrintWriter(err))
        .setDefaultValueProvider(new EnvironmentDefaults(environment::get))
        .execute(texts);
    return new Gradus(code, out.toString(), err.toString());
  }

  /** This run, found to have gone well. */
  Gradus done() {
    assertThat(code).as("the exit code; standard error was: %s", err).isEqualTo(ExitCode.DONE);
    return this;
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** Standard output as JSON, one object per line. */
  List<Map<?, ?>> objects() {
    return lines().stream().<Map<?, ?>>map(line -> (Map<?, ?>) Json.parse(line)).toList();
  }

  /** Standard output as the one JSON object that it is. */
  Map<?, ?> object() {
    assertThat(lines()).hasSize(1);
    return objects().get(0);
  }
}
