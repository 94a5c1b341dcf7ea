package notebook;

import java.util.ArrayList;
import java.util.List;

/** Small square images side by side, each with a line of text below it. */
public final class Tiles implements Drawing {
  private static final int LEVELS = 9;
  private static final int GAP = 12;
  private static final int TOP = 38;

  private final String title;
  private final int perRow;
  private final int size;
  private final List<Tile> tiles = new ArrayList<>();

  private record Tile(double[] values, String caption, boolean signed) {}

  private Tiles(String title, int perRow, int size) {
    this.title = title;
    this.perRow = perRow;
    this.size = size;
  }

  /** @param perRow images in a row @param size of an image, in pixels of the screen */
  public static Tiles of(String title, int perRow, int size) {
    return new Tiles(title, perRow, size);
  }

  /** An image of values from 0 (light) to the largest (dark). */
  public Tiles grey(double[] values, String caption) {
    tiles.add(new Tile(values.clone(), caption, false));
    return this;
  }

  /** An image of values around 0: blue below, orange above, white at 0. */
  public Tiles signed(double[] values, String caption) {
    tiles.add(new Tile(values.clone(), caption, true));
    return this;
  }

  @Override
  public String svg() {
    StringBuilder to = new StringBuilder(Drawing.text(GAP, 24, "start", "font-weight='bold'", title));
    for (int i = 0; i < tiles.size(); i++) {
      int x = GAP + i % perRow * (size + GAP);
      int y = TOP + i / perRow * (size + GAP + below());
      image(to, tiles.get(i), x, y);
      if (below() > 0) to.append(Drawing.text(x + size / 2.0, y + size + 14, "middle", "font-size='12'", tiles.get(i).caption));
    }
    return frame(to);
  }

  @Override
  public String title() {
    return title + ": " + tiles.size() + " images";
  }

  @Override
  public int width() {
    return Math.max(GAP + perRow * (size + GAP), 8 * title.length() + 2 * GAP);
  }

  @Override
  public int height() {
    return TOP + (tiles.size() + perRow - 1) / perRow * (size + GAP + below());
  }

  /** The height of a caption, if there are any. */
  private int below() {
    return tiles.stream().anyMatch(tile -> !tile.caption.isEmpty()) ? 18 : 0;
  }

  /** One path for each level: the runs of pixels that have it. */
  private void image(StringBuilder to, Tile tile, int x, int y) {
    int side = (int) Math.round(Math.sqrt(tile.values.length));
    double most = 0;
    for (double value : tile.values) most = Math.max(most, Math.abs(value));
    int[] level = new int[tile.values.length];
    for (int i = 0; i < level.length; i++) level[i] = most == 0 ? 0 : (int) Math.round(tile.values[i] / most * LEVELS);
    to.append("<g transform='translate(").append(x).append(' ').append(y).append(") scale(").append(Math.round(1e4 * size / side) / 1e4)
        .append(")' shape-rendering='crispEdges'><path d='M0 0h").append(side).append('v').append(side).append('h').append(-side).append("z' fill='#fff'/>");
    for (int l = tile.signed ? -LEVELS : 1; l <= LEVELS; l++) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; l != 0 && i < level.length; i++) {
        if (level[i] != l) continue;
        int from = i;
        while ((i + 1) % side != 0 && level[i + 1] == l) i++;
        path.append('M').append(from % side).append(' ').append(from / side).append('h').append(i - from + 1).append("v1h").append(from - i - 1).append('z');
      }
      if (path.length() > 0) to.append("<path d='").append(path).append("' fill='").append(colour(l, tile.signed)).append("'/>");
    }
    to.append("</g><rect x='").append(x - 0.5).append("' y='").append(y - 0.5).append("' width='").append(size + 1).append("' height='").append(size + 1)
        .append("' fill='none' stroke='#aaa'/>");
  }

  private static String colour(int level, boolean signed) {
    double share = Math.abs(level) / (double) LEVELS;
    int[] full = !signed ? new int[] {17, 17, 17} : level < 0 ? new int[] {0, 84, 150} : new int[] {200, 84, 0};
    StringBuilder to = new StringBuilder("#");
    for (int c : full) to.append(String.format("%02x", Math.round(255 + (c - 255) * share)));
    return to.toString();
  }
}
