package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures are those that the JDK's own reader sees. */
class PngTest {
  private static BufferedImage seen(String address) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(address.substring("data:image/png;base64,".length()))));
  }

  @Test
  void greysAreInkOnPaper() throws IOException {
    BufferedImage image = seen(Palette.grey(Picture.of(2, 3, 0, 0.5f, 1, 2, -1, 0.2f)));

    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(0x7f7f7f);
    assertThat(image.getRGB(2, 0) & 0xffffff).isZero();
    assertThat(image.getRGB(0, 1) & 0xffffff).isZero();
    assertThat(image.getRGB(1, 1) & 0xffffff).isEqualTo(0xffffff);
    assertThat(image.getRGB(2, 1) & 0xff).isEqualTo(204);
  }

  @Test
  void belowIsBlueAndAboveIsOrange() throws IOException {
    BufferedImage image = seen(Palette.diverging(Picture.of(1, 3, -0.35f, 0, 0.35f), 0.5));

    assertThat(image.getRGB(0, 0) & 0xff).as("blue").isGreaterThan((image.getRGB(0, 0) >> 16 & 0xff) + 100);
    assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(0xf7f7f7);
    assertThat(image.getRGB(2, 0) >> 16 & 0xff).as("red of orange").isGreaterThan((image.getRGB(2, 0) & 0xff) + 100);
  }

  @Test
  void aPictureOfNothingButZerosIsTheMiddle() throws IOException {
    assertThat(seen(Palette.diverging(Picture.of(1, 1, 0f), 0)).getRGB(0, 0) & 0xffffff).isEqualTo(0xf7f7f7);
  }
}
