package notebook;

/** A picture: SVG text with a width, a height and a title that is read aloud. */
public interface Drawing {
  String svg();

  int width();

  int height();

  /** What a picture shows, in a line, for those who do not see it. */
  String title();

  /** The frame of a picture. Its ground is light and opaque, so that it can be read on a dark page too. */
  default String frame(CharSequence body) {
    int width = width();
    int height = height();
    return "<svg xmlns='http://www.w3.org/2000/svg' width='" + width + "' height='" + height + "' viewBox='0 0 " + width + " " + height
        + "' role='img' font-family='sans-serif' font-size='13' fill='#222'><title>" + escaped(title()) + "</title><rect x='0.5' y='0.5' width='" + (width - 1)
        + "' height='" + (height - 1) + "' rx='6' fill='#fdfdfb' stroke='#bbb'/>" + body + "</svg>";
  }

  /** A piece of text. @param anchor start, middle or end */
  static String text(double x, double y, String anchor, String more, String text) {
    String attributes = "x='" + number(x) + "' y='" + number(y) + "' text-anchor='" + anchor + "' " + more;
    return "<text " + attributes.strip() + ">" + escaped(text) + "</text>";
  }

  /** A number with one digit after the point, or none. */
  static String number(double x) {
    long tenths = Math.round(x * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;");
  }
}
