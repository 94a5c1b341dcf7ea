package dev.gradus.report;

import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes a page, gives what Chromium makes of it, by the DevTools protocol. Nothing it asks of a network gets there. */
final class Browser implements AutoCloseable {
  private static final long PATIENCE = 15;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<Map<?, ?>> messages = new LinkedBlockingQueue<>();
  private final List<Map<?, ?>> events = new ArrayList<>();
  private final String session;
  private int asked;

  /** Where it is installed, if it is. */
  static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome").flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir,
        name)))
        .filter(Files::isExecutable).findFirst();
  }

  /** @param profile a folder of its own, empty */
  Browser(Path program, Path profile) throws IOException {
    process = new ProcessBuilder(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--proxy-server=127.0.0.1:9",
        "--user-data-dir=" + profile, "--remote-debugging-port=0", "--enable-logging=stderr", "--v=0", "about:blank").redirectErrorStream(true).start();
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address()), new Listener()).join();
    Map<?, ?> target = ask("Target.createTarget", Map.of("url", "about:blank"));
    session = (String) ask("Target.attachToTarget", Map.of("targetId", target.get("targetId"), "flatten", true)).get("sessionId");
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) ask(domain + ".enable", Map.of());
  }

  /** What it writes is read to the end, as it would wait otherwise. */
  private String address() throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf("ws://");
      if (at < 0) continue;
      Thread drain = new Thread(() -> lines.lines().forEach(rest -> {}));
      drain.setDaemon(true);
      drain.start();
      return line.substring(at).strip();
    }
    throw new IOException("chromium ended before it listened");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add((Map<?, ?>) Json.parse(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private Map<?, ?> ask(String method, Map<String, ?> parameters) {
    int id = ++asked;
    Map<String, Object> message = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
    if (session != null) message.put("sessionId", session);
    socket.sendText(JsonWriter.write(message), true).join();
    while (true) {
      Map<?, ?> next = next();
      if (!Double.valueOf(id).equals(next.get("id"))) {
        events.add(next);
        continue;
      }
      if (!(next.get("result") instanceof Map<?, ?> result)) throw new IllegalStateException(method + ": " + next);
      return result;
    }
  }

  private Map<?, ?> next() {
    try {
      Map<?, ?> message = messages.poll(PATIENCE, TimeUnit.SECONDS);
      if (message == null) throw new IllegalStateException("chromium said nothing for " + PATIENCE + " s");
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Opens a page on a screen of a width. @param scheme light or dark */
  void open(Path page, int width, String scheme) {
    ask("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    ask("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    events.clear();
    ask("Page.navigate", Map.of("url", page.toUri().toString()));
    while (events.stream().noneMatch(event -> "Page.loadEventFired".equals(event.get("method")))) events.add(next());
  }

  /** The value of an expression in the page. */
  Object value(String expression) {
    return ((Map<?, ?>) ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true)).get("result")).get("value");
  }

  /** What was said to the console, by the page or about it, since it was opened. */
  List<String> said() {
    return events.stream().filter(event -> List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded").contains(event.get("method")))
        .map(Map::toString).toList();
  }

  /** The addresses that were asked for since the page was opened, data in the page itself not counted. */
  List<String> requests() {
    return events.stream().filter(event -> "Network.requestWillBeSent".equals(event.get("method")))
        .map(event -> (String) ((Map<?, ?>) ((Map<?, ?>) event.get("params")).get("request")).get("url")).filter(url -> !url.startsWith("data:")).toList();
  }

  /** The whole page as PNG. */
  byte[] picture() {
    double height = (Double) value("document.documentElement.scrollHeight");
    double width = (Double) value("document.documentElement.clientWidth");
    return Base64.getDecoder().decode((String) ask("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip",
        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1))).get("data"));
  }

  /** The page on paper, as PDF. */
  byte[] paper() {
    return Base64.getDecoder().decode((String) ask("Page.printToPDF", Map.of("printBackground", true, "preferCSSPageSize", true, "paperWidth", 8.27,
        "paperHeight", 11.69)).get("data"));
  }

  /** Ends it, and waits until it has ended. */
  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
