package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A data set with other values in a column: as if they had stood in the table. */
class ReplacedColumnTest {
  private static final String HEADER = "a,colour,y\n";

  private static Dataset data() throws IOException {
    return Tables.read(HEADER + "1,red,0.5\n2,blue,1.5\n3,green,2.5\n,red,3.5\n", LearningTask.of("y"));
  }

  @Test
  void theOtherColumnsStay() throws IOException {
    Dataset data = data().withColumn(0, 7, Double.NaN, 9, -1);

    assertThat(Tables.inputs(data, 0)).containsExactly(7, Tables.inputs(data(), 0)[1]);
    assertThat(Tables.inputs(data, 1)[0]).isNaN();
    float[] narrow = new float[2];
    data.inputs(3, narrow);
    assertThat(narrow[0]).isEqualTo(-1);
    assertThat(data.value(2)).isEqualTo(2.5);
    assertThat(data.dictionary(1)).isEqualTo(data().dictionary(1));
  }

  @Test
  void isPreparedAsIfItHadBeenRead() throws IOException {
    Dataset changed = data().withColumn(1, codes(data(), "blue", "blue", "red", "green"));
    Dataset read = Tables.read(HEADER + "1,blue,0.5\n2,blue,1.5\n3,red,2.5\n,green,3.5\n", LearningTask.of("y"));
    Preparation preparation = data().fit(PreparationPlan.standard());

    for (int i = 0; i < 4; i++) assertThat(Tables.inputs(changed.preparedBy(preparation), i)).containsExactly(Tables.inputs(read.preparedBy(preparation), i));
  }

  private static double[] codes(Dataset data, String... texts) {
    double[] codes = new double[texts.length];
    for (int i = 0; i < codes.length; i++) codes[i] = data.dictionary(1).indexOf(texts[i]);
    return codes;
  }

  @Test
  void ofAPartOnlyItsExamplesChange() throws IOException {
    Dataset part = data().subset(3, 1).withColumn(0, 40, 20);

    assertThat(Tables.inputs(part, 0)[0]).isEqualTo(40);
    assertThat(Tables.inputs(part, 1)[0]).isEqualTo(20);
  }

  @Test
  void bytesStayPrepared() {
    Dataset images = DrawnDigits.dataset(1, 0, 3);
    double[] share = {0.25, 0.5, 1};
    Dataset changed = images.withColumn(5, share);

    for (int i = 0; i < 3; i++) {
      assertThat(Tables.inputs(changed.preparedBy(images.fit(PreparationPlan.standard())), i)[5]).isEqualTo(share[i]);
    }
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    Dataset data = data();
    assertThatThrownBy(() -> data.withColumn(2, 1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column 2").hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> data.withColumn(0, 1, 2, 3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 values").hasMessageContaining("4 examples");
    assertThatThrownBy(() -> data.withColumn(1, 0, 1, 2, 3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3.0").hasMessageContaining("0 to 2");
    assertThatThrownBy(() -> data.subset(1, 1).withColumn(0, 1, 2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("example 1");
  }
}
