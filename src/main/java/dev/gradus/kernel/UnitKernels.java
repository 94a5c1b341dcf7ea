package dev.gradus.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes matrices with a row for each unit, gives what needs whole rows or whole columns of them: sums along each row, maps with a number for each row or
 * column.
 *
 * <p>The work is a {@link TileOp}, in the type of the matrices, and is divided over the threads of a {@link Team}: a sum along a row is always one thread's,
 * in the order of the columns, and so has the same bits whatever the team. Only the first {@code m} columns take part. Nothing here allocates once it is
 * warm. An instance has a workspace and serves one thread at a time.
 */
public final class UnitKernels {
  private final Team team;
  private final Part[] parts;

  // What the parts of the present call work on.
  private Matrix[] operands;
  private TileOp op;
  private int outputs;
  private int m;
  private final Team.Parts fold = part -> parts()[part].fold();
  private final Team.Parts map = part -> parts()[part].map();

  /** Kernels of a team, which is kept and not closed here. */
  public UnitKernels(DataType type, Team team) {
    this.team = team;
    this.parts = new Part[team.size()];
    for (int p = 0; p < parts.length; p++) parts[p] = new Part(p, Tiles.of(type));
  }

  /**
   * Shows an operation every column in turn, so that it can sum along rows.
   *
   * @param op its offset is the first row of the stretch it is given; it keeps the sums, and writes only those of its rows
   * @param operands with equally many rows, read
   */
  public void fold(int m, TileOp op, Matrix... operands) {
    this.m = m;
    this.op = op;
    this.operands = operands;
    team.run(fold);
  }

  /**
   * Applies an operation to stretches of whole columns.
   *
   * @param op its offset is a whole number of columns, and so is the length of the stretch
   * @param outputs that many of the operands, from the first on, are written back; all are read
   * @param operands with equally many rows
   */
  public void map(int m, TileOp op, int outputs, Matrix... operands) {
    this.m = m;
    this.op = op;
    this.outputs = outputs;
    this.operands = operands;
    team.run(map);
  }

  private Part[] parts() {
    return parts;
  }

  /** The share of one thread in a call, with its workspace. */
  private final class Part {
    private final int part;
    private final Tiles tiles;

    Part(int part, Tiles tiles) {
      this.part = part;
      this.tiles = tiles;
    }

    void fold() {
      int rows = operands[0].rows();
      int to = (int) Block.begin(rows, part + 1, parts.length);
      tiles.reserve(operands.length, Tiles.LENGTH);
      for (int row = (int) Block.begin(rows, part, parts.length); row < to; row += Tiles.LENGTH) {
        int n = Math.min(Tiles.LENGTH, to - row);
        for (int c = 0; c < m; c++) {
          load((long) c * rows + row, n);
          tiles.apply(op, row, n);
        }
      }
    }

    void map() {
      int rows = operands[0].rows();
      int perTile = Tiles.columns(rows);
      int to = (int) ((long) m * (part + 1) / parts.length);
      tiles.reserve(operands.length, perTile * rows);
      for (int c = (int) ((long) m * part / parts.length); c < to; c += perTile) {
        int n = Math.min(perTile, to - c) * rows;
        long offset = (long) c * rows;
        load(offset, n);
        tiles.apply(op, offset, n);
        for (int k = 0; k < outputs; k++) tiles.store(k, operands[k], offset, n);
      }
    }

    private void load(long offset, int n) {
      for (int k = 0; k < operands.length; k++) tiles.load(k, operands[k], offset, n);
    }
  }
}
