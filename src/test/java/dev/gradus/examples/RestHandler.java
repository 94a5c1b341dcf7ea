package dev.gradus.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.gradus.model.Model;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Target;
import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Takes {@code POST /predict} with a row as a JSON object, or with an array of rows, gives its prediction, or an array of them.
 *
 * <p>A fault of the request is answered with 400 (or 404, 405, 413) and one line that says what is wrong.
 */
public final class RestHandler implements HttpHandler {
  private static final int LARGEST = 1 << 20;

  private final Model model;
  private final int largest;
  private final Set<String> columns;

  /** @param model shared by all threads of the server @param largest body in bytes */
  public RestHandler(Model model, int largest) {
    this.model = model;
    this.largest = largest;
    columns = model.preparation().columns().stream().map(column -> column.name()).collect(Collectors.toUnmodifiableSet());
  }

  /** {@code java RestHandler machines.safetensors}, until the program is ended. */
  public static void main(String[] words) throws IOException {
    HttpServer server = start(new RestHandler(Model.load(Path.of(words[0])), LARGEST), 8080, Executors.newFixedThreadPool(8));
    System.out.println("http:/" + server.getAddress() + "/predict");
  }

  /** A server on this machine's own address. @param port 0 for any that is free @param threads the caller's to shut down after the server was stopped */
  public static HttpServer start(RestHandler handler, int port, ExecutorService threads) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/predict", handler);
    server.createContext("/health", exchange -> answer(exchange, 200, Map.of("status", "ready")));
    server.setExecutor(threads);
    server.start();
    return server;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/predict")) {
      answer(exchange, 404, Map.of("error", "there is /predict and /health"));
    } else if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      answer(exchange, 405, Map.of("error", "send the rows with POST"));
    } else {
      byte[] body = exchange.getRequestBody().readNBytes(largest + 1);
      if (body.length > largest) answer(exchange, 413, Map.of("error", "the body has more than " + largest + " bytes; send fewer rows at a time"));
      else predict(exchange, new String(body, StandardCharsets.UTF_8));
    }
  }

  private void predict(HttpExchange exchange, String body) throws IOException {
    Object answer;
    try {
      Object rows = Json.parse(body);
      answer = rows instanceof List<?> list ? predicted(list) : json(model.predict(cells(rows, "")));
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, Map.of("error", e.getMessage()));
      return;
    }
    answer(exchange, 200, answer);
  }

  private List<Map<String, Object>> predicted(List<?> rows) {
    List<Cells> all = new ArrayList<>();
    for (Object row : rows) all.add(cells(row, "row " + (all.size() + 1) + ", "));
    return model.predict(all).stream().map(RestHandler::json).toList();
  }

  private Cells cells(Object row, String where) {
    if (!(row instanceof Map<?, ?> given)) throw new IllegalArgumentException(where + "a row is an object with a name and a value for each column");
    Map<String, Object> cells = new LinkedHashMap<>();
    given.forEach((name, cell) -> cells.put((String) name, cell));
    for (String name : cells.keySet()) {
      if (!columns.contains(name)) throw new IllegalArgumentException(where + "the model has no column \"" + name + "\"");
    }
    return Cells.of(cells);
  }

  private static Map<String, Object> json(Prediction prediction) {
    if (prediction.target() instanceof Target.Value) return Map.of("value", prediction.value());
    if (prediction.target() instanceof Target.Labels) return Map.of("labels", prediction.labels(), "probabilities", prediction.probabilities());
    return Map.of("label", prediction.label(), "probabilities", prediction.probabilities());
  }

  private static void answer(HttpExchange exchange, int status, Object answer) throws IOException {
    try (exchange) {
      byte[] bytes = JsonWriter.write(answer).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
