package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where data differ from other data. */
class DataMarksTest {
  /** 200 rows of a number, a text and a class, one cell of which is changed. */
  private DataMarks marks(int row, int column, String cell) throws IOException {
    StringBuilder rows = new StringBuilder("size,colour,kind\n");
    for (int i = 1; i <= 200; i++) {
      String[] cells = {Integer.toString(i % 17), i % 3 == 0 ? "red" : "blue", i % 5 == 0 ? "a" : "b"};
      if (i == row) cells[column] = cell;
      rows.append(String.join(",", cells)).append('\n');
    }
    return of(rows.toString(), "kind");
  }

  private DataMarks of(String csv, String target) throws IOException {
    return DataMarks.of(Tables.read(csv, LearningTask.of(target)));
  }

  @Test
  void theSameDataHaveTheSame() throws IOException {
    assertThat(marks(0, 0, "").differences(marks(0, 0, ""))).isEmpty();
    assertThat(marks(0, 0, "")).isEqualTo(marks(0, 0, ""));
  }

  @Test
  void aCellIsFoundByItsColumnAndItsRows() throws IOException {
    DataMarks before = marks(0, 0, "");
    assertThat(before.differences(marks(120, 2, "b"))).containsExactly("changed columns: kind", "within the rows 119 to 121");
    assertThat(before.differences(marks(1, 0, "99"))).containsExactly("changed columns: size", "within the rows 1 to 3");
    assertThat(before.differences(marks(200, 1, "green"))).as("a new text renumbers others, and those are not changed")
        .containsExactly("changed columns: colour", "within the rows 197 to 200");
    assertThat(before.differences(marks(2, 1, ""))).contains("changed columns: colour");
  }

  @Test
  void otherRowsAndColumnsAreTold() throws IOException {
    DataMarks before = of("a,b,y\n1,2,3.5\n4,5,6.5\n", "y");
    assertThat(before.differences(of("a,b,y\n1,2,3.5\n", "y"))).containsExactly("there were 2 rows, and are 1");
    assertThat(before.differences(of("a,c,y\n1,2,3.5\n4,5,6.5\n", "y"))).containsExactly("not there any more: b", "new: c");
    assertThat(before.differences(of("a,b,y\n4,5,6.5\n1,2,3.5\n", "y"))).as("the order counts").hasSize(2);
    assertThat(before.differences(of("a,b,y\n1,2,3.5\n4,5,6.25\n", "y"))).containsExactly("changed columns: y", "within the rows 2");
  }

  @Test
  void weightsCount() throws IOException {
    Dataset data = Tables.read("a,y\n1,2.5\n2,3.5\n", LearningTask.of("y"));
    DataMarks one = DataMarks.of(data.withWeights(1, 2));
    assertThat(one.differences(DataMarks.of(data.withWeights(1, 3)))).containsExactly("changed columns: (weights)", "within the rows 2");
    assertThat(one.differences(DataMarks.of(data))).containsExactly("not there any more: (weights)");
  }

  @Test
  void imagesAreOneColumn() {
    DataMarks digits = DataMarks.of(DrawnDigits.dataset(1, 0, 128));
    assertThat(digits.columns()).hasSize(2).containsKey("(inputs)");
    assertThat(digits.differences(DataMarks.of(DrawnDigits.dataset(2, 0, 128)))).hasSize(2);
  }

  @Test
  void aModelKeepsThem() throws IOException {
    DataMarks marks = marks(0, 0, "");
    assertThat(DataMarks.of((Map<?, ?>) Json.parse(JsonWriter.write(marks.facts())))).isEqualTo(marks);
    assertThatIllegalArgumentException().isThrownBy(() -> DataMarks.of(Map.of("examples", 3, "rows", List.of())));
  }
}
