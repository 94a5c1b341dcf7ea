package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes the words of a command line, runs them in this process as a user's process would, gives what came of it. */
record Here(int code, String out, String err) {
  /** This run, found to have gone well. */
  Here done() {
    assertThat(code).as(err).isZero();
    return this;
  }

  static Here run(Object... words) {
    return runWith("", words);
  }

  /** @param in what stands on standard input */
  static synchronized Here runWith(String in, Object... words) {
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    InputStream oldIn = System.in;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
      int code = Main.run(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
      return new Here(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
      System.setIn(oldIn);
    }
  }
}
