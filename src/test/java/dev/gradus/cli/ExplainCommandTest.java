package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Explanations of models that were trained on data whose law is known. */
class ExplainCommandTest {
  private static final String FORGED = "<b>\u001b[31mred";

  @TempDir private static Path folder;

  /** Three classes by x and y; noise says nothing. Two classes by x. A price 2a − b + 3.25, with a category that says nothing. Drawn digits. */
  @BeforeAll
  static void train() throws IOException {
    train("flowers", withNoise(Samples.flowers()), "--target", "kind", "--hidden", "16", "--epochs", "60");
    train("answers", Samples.answers(), "--target", "answer", "--loss", "binary-cross-entropy", "--hidden", "8", "--epochs", "60", "--lr", "0.03");
    train("prices", withNoise(Samples.prices()), "--target", "price", "--hidden", "16", "--epochs", "150", "--lr", "0.01");
    train("forged", Samples.answers().replace("x,", FORGED + ",").replace("yes", "<yes>&\u0007"), "--target", "answer", "--hidden", "none", "--epochs", "5");
    Gradus.run("train", "digits", "--hidden", "16", "--epochs", "1", "--run-dir", folder.resolve("digits")).done();
  }

  private static void train(String name, String csv, Object... words) throws IOException {
    Path source = Samples.write(folder.resolve(name + ".csv"), csv);
    Object[] all = new Object[words.length + 4];
    all[0] = "train";
    all[1] = source;
    System.arraycopy(words, 0, all, 2, words.length);
    all[words.length + 2] = "--run-dir";
    all[words.length + 3] = folder.resolve(name);
    Gradus.run(all).done();
  }

  /** A category, with gaps, before the others. */
  private static String withNoise(String csv) {
    String[] lines = csv.split("\\R");
    StringBuilder text = new StringBuilder("noise,").append(lines[0]).append('\n');
    for (int i = 1; i < lines.length; i++) text.append(List.of("p", "q", "", "r").get(i * 7 % 13 % 4)).append(',').append(lines[i]).append('\n');
    return text.toString();
  }

  private static Gradus explain(String name, String words) {
    Path source = folder.resolve(name + ".csv");
    String[] more = words.isEmpty() ? new String[0] : words.split(" ");
    Object[] all = new Object[more.length + 3];
    all[0] = "explain";
    all[1] = folder.resolve(name).resolve("model.safetensors");
    all[2] = name.equals("digits") ? name : source;
    System.arraycopy(more, 0, all, 3, more.length);
    return Gradus.run(all);
  }

  private static List<Map<?, ?>> columns(Map<?, ?> object) {
    return ((List<?>) object.get("columns")).stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
  }

  @Test
  void importanceIsATableOfBarsWithTheNeededColumnsFirst() {
    Gradus gradus = explain("flowers", "").done();

    assertThat(gradus.lines().get(0)).isEqualTo("rise of the loss when a column is shuffled, 60 examples, 5 repeats");
    assertThat(gradus.lines().get(1)).matches("[xy] {7} .* ± .* █{24}");
    assertThat(gradus.lines().get(3)).startsWith("noise ");
    assertThat(gradus.lines()).hasSize(4);
  }

  @Test
  void importanceAsJsonIsAPureFunctionOfTheSeed() {
    Map<?, ?> object = explain("prices", "--json --repeats 3 --seed 4 --metric r2").done().object();

    assertThat(object.get("metric")).isEqualTo("r2");
    assertThat(columns(object)).extracting(one -> (Object) one.get("column")).containsExactly("a", "b", "noise");
    assertThat((Double) columns(object).get(0).get("mean")).isBetween(0.3, 3.0);
    assertThat((Double) columns(object).get(2).get("mean")).isCloseTo(0, within(0.1));
    assertThat(explain("prices", "--json --repeats 3 --seed 4 --metric r2").object()).isEqualTo(object);
    assertThat(explain("prices", "--json --repeats 3 --seed 5 --metric r2").object()).isNotEqualTo(object);
  }

  @Test
  void theContributionsToARowSumToTheDifference() {
    Map<?, ?> object = explain("prices", "--row 3 --json").done().object();

    double sum = columns(object).stream().mapToDouble(one -> (Double) one.get("contribution")).sum();
    double difference = (Double) object.get("value") - (Double) object.get("baseline");
    assertThat(sum).isCloseTo(difference, within(1e-3 * Math.max(1, Math.abs(difference))));
    assertThat((Double) object.get("gap")).isCloseTo(Math.abs(sum - difference), within(1e-9));
    assertThat((Double) object.get("value")).as("a = 1 and b = 0").isCloseTo(5.25, within(0.3));
    assertThat(object.get("answer")).isEqualTo("price");
    assertThat(columns(object)).extracting(one -> (Object) one.get("cell")).contains("1", "0");
  }

  @Test
  void theTwoClassesOfOneOutputSpeakAgainstEachOther() {
    Map<?, ?> yes = explain("answers", "--row 40 --json").done().object();
    Map<?, ?> no = explain("answers", "--row 40 --class no --json").done().object();

    assertThat(yes.get("answer")).as("what is predicted").isEqualTo("yes");
    assertThat((Double) yes.get("value") + (Double) no.get("value")).isCloseTo(1, within(1e-12));
    assertThat((Double) columns(yes).get(0).get("contribution")).isPositive().isCloseTo(-(Double) columns(no).get(0).get("contribution"), within(1e-9));
    assertThat(explain("answers", "--row 40").done().out()).contains("row 40, yes: 0.9").contains("│████████████");
    assertThat(explain("answers", "--row 40 --class no").done().out()).contains("████████████│");
  }

  @Test
  void withoutARowTheMeanOverRows() {
    assertThat(explain("flowers", "--method attributions").done().lines().get(0)).startsWith("mean contribution to the model's answers, 60 examples");
    Map<?, ?> object = explain("flowers", "--method attributions --class briar --rows 20 --json").done().object();

    assertThat(object.get("examples")).isEqualTo(20.0);
    assertThat(object.get("answer")).isEqualTo("briar");
    assertThat(columns(object)).extracting(one -> (Object) one.get("column")).containsExactly("noise", "x", "y");
    assertThat(columns(object)).allSatisfy(one -> assertThat((Double) one.get("magnitude")).isGreaterThanOrEqualTo(Math.abs((Double) one.get("mean")) - 1e-12));
  }

  @Test
  void dependenceFollowsTheLaw() {
    Map<?, ?> object = explain("prices", "--column a --json").done().object();
    List<?> points = (List<?>) object.get("points");
    Map<?, ?> first = (Map<?, ?>) points.get(0);
    Map<?, ?> last = (Map<?, ?>) points.get(points.size() - 1);

    assertThat(first.get("value")).isEqualTo(0.0);
    assertThat(last.get("value")).isEqualTo(3.0);
    double rise = (Double) ((List<?>) last.get("means")).get(0) - (Double) ((List<?>) first.get("means")).get(0);
    assertThat(rise).isCloseTo(6, within(0.5));
  }

  @Test
  void dependenceOnACategoryHasALineForEachAndOneForWhatIsMissing() {
    List<String> lines = explain("flowers", "--column noise").done().lines();

    assertThat(lines).hasSize(6);
    assertThat(lines.get(1)).matches("noise +aster +briar +clover");
    assertThat(lines.subList(2, 6)).extracting(line -> line.split(" ")[0]).containsExactly("p", "q", "r", "missing");
    assertThat(explain("answers", "--column x").done().lines().get(1)).as("of two classes the second").matches("x +yes");
  }

  @Test
  void imagesAreDrawnInCharactersAndAsAnSvgThatIsXml() throws Exception {
    Path svg = folder.resolve("seven.svg");
    Gradus gradus = explain("digits", "--class 7 --rows 20 --out " + svg).done();

    assertThat(gradus.lines()).hasSizeBetween(20, 30);
    assertThat(gradus.out()).contains("█").endsWith("░▒▓█ speaks for it, .:=# against it" + System.lineSeparator());
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(Files.readString(svg))));
    assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 28 28");
    assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Mean attribution to 7 over 20 images");
    assertThat(document.getElementsByTagName("rect").getLength()).isBetween(50, 785);
    assertThat(explain("digits", "--row 1").done().lines().get(0)).matches("row 1, [0-9]: .*");
  }

  @Test
  void textFromDataIsTextOnATerminal() {
    for (String words : List.of("", "--row 40", "--method attributions", "--column " + FORGED)) {
      assertThat(explain("forged", words).done().out()).contains("<").doesNotContain("\u001b").doesNotContain("\u0007");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "flowers | --row 61 | --row 61",
      "flowers | --row 0 | --row 0",
      "flowers | --method dependence | --column COL",
      "flowers | --column z | \"z\"",
      "flowers | --class rose --row 1 | --class",
      "flowers | --class briar | --class is for",
      "flowers | --metric r2 | --metric r2",
      "flowers | --metric acuracy | did you mean",
      "flowers | --repeats 0 | --repeats 0",
      "flowers | --rows 0 | --rows 0",
      "flowers | --rows 3 --row 3 | --row",
      "flowers | --row 3 --column x | --row",
      "flowers | --row 3 --method importance | --row",
      "flowers | --out a.svg --row 3 | --out",
      "prices | --class briar --row 1 | --class",
      "digits | --method importance | --method attributions"})
  void refusesWhatHasNoMeaning(String name, String words, String said) {
    Gradus gradus = explain(name, words);

    assertThat(gradus.code()).isEqualTo(ExitCode.USAGE);
    assertThat(gradus.err().lines().filter(line -> line.startsWith("gradus: "))).singleElement().asString().contains(said);
    assertThat(gradus.out()).isEmpty();
  }

  @Test
  void drawsOverPicturesOnly() throws IOException {
    Path picture = folder.resolve("picture.svg");
    explain("digits", "--row 1 --out " + picture).done();
    explain("digits", "--row 2 --out " + picture).done();
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
    assertThat(explain("digits", "--row 1 --out " + mine).err()).contains("--out " + mine + " is there and is no picture in SVG").hasLineCount(1);
    assertThat(mine).hasContent("mine");
  }

  @Test
  void refusesToDrawOverTheModel() {
    Path model = folder.resolve("digits").resolve("model.safetensors");

    assertThat(explain("digits", "--row 1 --out " + model).err()).contains("--out").contains("the file that is read");
    assertThat(explain("digits", "--row 1 --out " + folder).code()).isEqualTo(ExitCode.CANNOT_WRITE);
  }

  @Test
  void weightsCount() throws IOException {
    StringBuilder csv = new StringBuilder("x,y,noise,kind,w\n");
    String[] lines = Samples.flowers().split("\\R");
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",");
      csv.append(String.format(Locale.ROOT, "%s,%s,p,%s,%d%n", cells[0], cells[1], cells[2], i % 2));
    }
    Path source = Samples.write(folder.resolve("weighted.csv"), csv.toString());
    Path model = folder.resolve("flowers").resolve("model.safetensors");
    Map<?, ?> weighted = Gradus.run("explain", model, source, "--weight", "w", "--json").done().object();

    assertThat(weighted).isNotEqualTo(Gradus.run("explain", model, source, "--json").done().object());
  }
}
