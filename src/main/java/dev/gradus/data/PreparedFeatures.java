package dev.gradus.data;

import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TextRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes raw values and a preparation, gives the inputs of a network. The values stay as they were read. */
final class PreparedFeatures implements Features {
  private final Features raw;
  private final Preparation preparation;
  private final List<Codes> codes = new ArrayList<>();

  /** From the codes of a column's dictionary to those of its encoding. */
  private record Codes(int column, int[] encoded) {
    void apply(double[] row) {
      if (!Double.isNaN(row[column])) row[column] = encoded[(int) row[column]];
    }
  }

  /** @throws IllegalArgumentException when the preparation is of another number of columns */
  PreparedFeatures(Features raw, Preparation preparation) {
    List<Encoding> encodings = preparation.encodings();
    if (encodings.size() != raw.width()) {
      throw new IllegalArgumentException("a preparation of " + encodings.size() + " columns was given for examples of " + raw.width());
    }
    this.raw = raw;
    this.preparation = preparation;
    for (int c = 0; c < encodings.size(); c++) {
      if (!raw.dictionary(c).isEmpty()) codes.add(new Codes(c, encodings.get(c).codes(raw.dictionary(c))));
    }
  }

  @Override
  public int count() {
    return raw.count();
  }

  @Override
  public int width() {
    return preparation.width();
  }

  @Override
  public EpochOrder order(int[] examples) {
    return raw.order(examples);
  }

  @Override
  public Optional<ReadAhead> readAhead() {
    return raw.readAhead();
  }

  @Override
  public List<Held> held() {
    return raw.held();
  }

  @Override
  public TextRules rules() {
    return raw.rules();
  }

  @Override
  public Features preparedBy(Preparation other) {
    return raw.preparedBy(other);
  }

  @Override
  public Features.Reader reader() {
    return new Prepared(raw.reader());
  }

  private final class Prepared implements Features.Reader {
    private final Features.Reader reader;
    private final double[] row = new double[raw.width()];

    Prepared(Features.Reader reader) {
      this.reader = reader;
    }

    @Override
    public int touch(int example) {
      return reader.touch(example);
    }

    @Override
    public void read(int example, float[] to) {
      fill(example);
      preparation.encode(row, to);
    }

    @Override
    public void read(int example, double[] to) {
      fill(example);
      preparation.encode(row, to);
    }

    private void fill(int example) {
      reader.read(example, row);
      for (Codes of : codes) of.apply(row);
    }
  }
}
