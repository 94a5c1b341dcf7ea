package dev.gradus.report;

import java.util.Objects;

/**
 * What each pixel of an image adds to an answer, on average over examples.
 *
 * @param answer the class or label, or the name of the value
 * @param picture of the contributions
 */
public record PixelAttribution(String answer, Picture picture) {
  public PixelAttribution {
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(picture, "picture");
  }
}
