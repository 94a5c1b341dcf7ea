package dev.gradus.report;

import java.util.List;

/** What the first layer looks for in an image. */
final class WeightsSection implements Section {
  private final Report report;

  WeightsSection(Report report) {
    this.report = report;
  }

  @Override
  public String id() {
    return "weights";
  }

  @Override
  public String title() {
    return "First layer";
  }

  @Override
  public boolean isKnown() {
    return !report.weights().isEmpty();
  }

  @Override
  public void write(Html html) {
    List<Picture> weights = report.weights();
    double largest = weights.stream().mapToDouble(Picture::largest).max().orElse(0);
    int all = report.subject().network().units(1);
    html.leaf("p", "The weights of " + (weights.size() < all ? "the first " + weights.size() + " of " + all : "all " + all)
        + " units, each drawn as the image it "
        + "looks at: ink on an orange place excites the unit, on a blue place it holds the unit back. The deepest colour is a weight of ±"
            + Numbers.digits(largest)
        + ". Specks without shape are places that learnt nothing.", "class", "about");
    html.open("ol", "class", "units");
    for (int u = 0; u < weights.size(); u++) {
      Picture picture = weights.get(u);
      html.open("li").empty("img", "class", "pixels", "src", Palette.diverging(picture, largest), "width", Integer.toString(picture.width()), "height",
          Integer.toString(picture.height()), "alt", "Weights of unit " + (u + 1)).close();
    }
    html.close();
  }
}
