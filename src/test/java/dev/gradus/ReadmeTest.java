package dev.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is true: its Java compiles and runs as it stands, and the files it names are there. */
class ReadmeTest {
  private static final String IMPORTS = String.join("\n", "import dev.gradus.data.*;", "import dev.gradus.model.*;", "import dev.gradus.net.*;",
      "import dev.gradus.optim.*;", "import dev.gradus.train.*;", "import java.nio.file.Path;");

  private static String readme() throws Exception {
    return Files.readString(Path.of("README.md"));
  }

  @Test
  void theExampleCompilesAndRuns(@TempDir Path folder) throws Exception {
    Matcher example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme());
    assertThat(example.find()).as("the README has a Java example").isTrue();
    Path saved = folder.resolve("digits.safetensors");
    String body = example.group(1);
    assertThat(body).contains("Path.of(\"digits.safetensors\")");
    body = body.replace("Path.of(\"digits.safetensors\")", "Path.of(\"" + saved.toString().replace("\\", "\\\\") + "\")");
    compile(IMPORTS + "\npublic class Example { public static void main(String[] words) throws Exception {\n" + body + "\n} }", folder);

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new java.net.URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    Matcher accuracy = Pattern.compile("accuracy=([0-9.]+)").matcher(printed.toString(StandardCharsets.UTF_8));
    assertThat(accuracy.find()).as("it printed %s", printed).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.97);
    try (Model model = Model.load(saved)) {
      assertThat(model.network().parameters()).isEqualTo(23_860);
    }
  }

  private static void compile(String source, Path into) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return source;
      }
    };
    List<String> options = List.of("-proc:none", "-d", into.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(null, null, messages, options, null, List.of(file)).call();
    List<String> errors = new ArrayList<>();
    for (Diagnostic<?> message : messages.getDiagnostics()) errors.add(message.toString());
    assertThat(compiled).as("%s", errors).isTrue();
  }

  @Test
  void theFilesItNamesAreThere() throws Exception {
    Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
    int count = 0;
    while (links.find()) {
      assertThat(Path.of(links.group(1))).exists();
      count++;
    }
    assertThat(count).isGreaterThan(3);
  }
}
