package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.data.RecordTable;
import dev.gradus.data.RecordsSource;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Prediction;
import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestHandlerTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 100;
  private static final int LARGEST = 20_000;
  private static final String GOOD = "{\"kind\":\"PUMP\",\"temperature\":30,\"vibration\":2,\"serviced\":\"2024-03-01\"}";

  private static final ExecutorService OF_SERVER = Executors.newFixedThreadPool(4);
  private static final ExecutorService OF_CLIENTS = Executors.newFixedThreadPool(THREADS);
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static Model model;
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    model = StreamPipeline.train(StreamPipeline.reports(1, 500));
    server = RestHandler.start(new RestHandler(model, LARGEST), 0, OF_SERVER);
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    OF_SERVER.shutdown();
    OF_CLIENTS.shutdown();
    model.close();
  }

  private static HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
    return send(server, method, path, body);
  }

  private static HttpResponse<String> send(HttpServer to, String method, String path, String body) throws IOException, InterruptedException {
    URI uri = URI.create("http:/" + to.getAddress() + path);
    HttpResponse<String> response = CLIENT.send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return response;
  }

  private static Map<String, Object> row(RandomGenerator random) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", List.of("PUMP", "FAN", "VALVE").get(random.nextInt(3)));
    row.put("temperature", random.nextDouble(20, 100));
    row.put("vibration", random.nextInt(10) == 0 ? null : random.nextInt(10));
    row.put("serviced", "2024-0" + random.nextInt(1, 10) + "-15");
    return row;
  }

  private static Map<String, Object> expected(Map<String, Object> row) {
    Prediction prediction = model.predict(row);
    return Map.of("label", prediction.label(), "probabilities", prediction.probabilities());
  }

  @Test
  void severalThreadsGetTheAnswersOfTheModel() throws Exception {
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(t);
      clients.add(() -> {
        int rows = 0;
        for (int i = 0; i < REQUESTS; i++) rows += answered(random);
        return rows;
      });
    }
    int rows = 0;
    for (Future<Integer> client : OF_CLIENTS.invokeAll(clients)) rows += client.get();
    assertThat(rows).isGreaterThan(THREADS * REQUESTS);
  }

  /** Each number is the very double. */
  private static int answered(RandomGenerator random) throws Exception {
    List<Map<String, Object>> rows = Stream.generate(() -> row(random)).limit(random.nextInt(1, 10)).toList();
    boolean alone = rows.size() == 1;
    HttpResponse<String> response = send("POST", "/predict", JsonWriter.write(alone ? rows.get(0) : rows));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Object expected = alone ? expected(rows.get(0)) : rows.stream().map(RestHandlerTest::expected).toList();
    assertThat(Json.parse(response.body())).isEqualTo(expected);
    return rows.size();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "not JSON: the text ends at character 1"),
        Arguments.of("{\"kind\":", "not JSON: the text ends at character 9"),
        Arguments.of("7", "a row is an object with a name and a value for each column"),
        Arguments.of("[" + GOOD + ", 7]", "row 2, a row is an object with a name and a value for each column"),
        Arguments.of("[".repeat(2000), "not JSON: more than 32 levels at character 34"),
        Arguments.of(GOOD.replace("kind", "sort"), "the model has no column \"sort\""),
        Arguments.of(GOOD.replace("\"kind\":\"PUMP\",", ""), "the row has no column \"kind\", which the model needs; give it, with null where its value is missing"),
        Arguments.of("[" + GOOD + "," + GOOD.replace("30", "\"hot\"") + "]", "row 2, column \"temperature\": \"hot\" is not a number"),
        Arguments.of(GOOD.replace("30", "1e300"), "column \"temperature\": 1.0E300 is too large; the numbers of a float go from -3.4e38 to 3.4e38"),
        Arguments.of(GOOD.replace("\"PUMP\"", "[1]"), "column \"kind\": the cell holds several values; a number, a boolean, a time or a text is expected"),
        Arguments.of(GOOD.replace("2024", "soon\\n2024"), "column \"serviced\": "));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aFaultIsToldInOneLine(String body, String error) throws Exception {
    HttpResponse<String> response = send("POST", "/predict", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("\n");
    Map<?, ?> answer = (Map<?, ?>) Json.parse(response.body());
    assertThat(answer.keySet()).singleElement().isEqualTo("error");
    assertThat((String) answer.get("error")).startsWith(error).doesNotContain("\n", "Exception");
  }

  @Test
  void aBodyOverTheLimitIsNotRead() throws Exception {
    String fits = "[" + GOOD + "]" + " ".repeat(LARGEST - GOOD.length() - 2);

    assertThat(send("POST", "/predict", fits).statusCode()).isEqualTo(200);
    for (int more : new int[] {1, 50_000}) {
      HttpResponse<String> response = send("POST", "/predict", fits + " ".repeat(more));
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).isEqualTo("{\"error\":\"the body has more than 20000 bytes; send fewer rows at a time\"}");
    }
  }

  record Point(double x, double y) {}

  @Test
  void aModelOfValuesAnswersWithAValue() throws Exception {
    List<Point> points = Stream.iterate(0.0, x -> x + 1).limit(40).map(x -> new Point(x, 2 * x + 0.5)).toList();
    Dataset line = RecordTable.of(RecordsSource.of(Point.class, points)).read(LearningTask.of("y"));
    Network network = Network.inputs(1).outputs(1, Head.squaredError(Activation.identity()));
    try (Model values = new Trainer(network, TrainingPlan.builder().optimizer(Optimizer.adam(0.05)).epochs(100).build()).train(line).model()) {
      HttpServer other = RestHandler.start(new RestHandler(values, LARGEST), 0, OF_SERVER);
      try {
        HttpResponse<String> response = send(other, "POST", "/predict", "[{\"x\":10},{\"x\":\"20\"},{\"x\":null}]");
        assertThat(Json.parse(response.body()))
            .isEqualTo(Stream.of(10, 20, Double.NaN).map(x -> Map.of("value", values.predict(Map.of("x", x)).value())).toList());
        assertThat(values.predict(Map.of("x", 10)).value()).isCloseTo(20.5, within(0.1));
      } finally {
        other.stop(0);
      }
    }
  }

  @Test
  void otherMethodsPathsAndTheHealth() throws Exception {
    HttpResponse<String> get = send("GET", "/predict", "");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(send("POST", "/predict/all", GOOD).statusCode()).isEqualTo(404);
    assertThat(send("POST", "/predict", "[]").body()).isEqualTo("[]");
    assertThat(send("GET", "/health", "")).satisfies(health -> {
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("{\"status\":\"ready\"}");
    });
    assertThat(server.getAddress().getAddress().isLoopbackAddress()).isTrue();
  }
}
