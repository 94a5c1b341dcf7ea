package dev.gradus.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the URL of a database and what else is known of it, gives a name and messages without its secrets. */
final class JdbcUrl {
  private static final String HIDDEN = "…";
  private static final int LONGEST = 400;
  private static final Pattern SUBPROTOCOL = Pattern.compile("jdbc:[A-Za-z0-9]+:([A-Za-z0-9]+:)?");
  /** A setting that may be a secret by its name. */
  private static final Pattern SETTING = Pattern.compile("(?i)[?&;](\\w*(?:pass|pwd|secret|token|key|credential)\\w*)=([^&;]*)");

  private final String url;
  private final String name;
  private final List<String> secrets = new ArrayList<>();

  /** @param password may be empty */
  JdbcUrl(String url, String password) {
    this.url = url;
    secrets.add(password);
    Matcher setting = SETTING.matcher(url);
    while (setting.find()) secrets.add(setting.group(2));
    int settings = firstOf(url, "?;");
    String place = url.substring(0, settings);
    int at = place.lastIndexOf('@');
    if (at >= 0) {
      int login = loginStart(place);
      String words = place.substring(Math.min(login, at), at);
      int colon = firstOf(words, ":/");
      if (colon < words.length()) secrets.add(words.substring(colon + 1));
      place = place.substring(0, Math.min(login, at)) + place.substring(at + 1);
    }
    name = Shown.visible(place);
    secrets.removeIf(String::isEmpty);
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  private static int loginStart(String place) {
    int slashes = place.indexOf("//");
    if (slashes >= 0 && slashes < place.lastIndexOf('@')) return slashes + 2;
    Matcher start = SUBPROTOCOL.matcher(place);
    return start.lookingAt() ? start.end() : 0;
  }

  private static int firstOf(String text, String marks) {
    for (int i = 0; i < text.length(); i++) {
      if (marks.indexOf(text.charAt(i)) >= 0) return i;
    }
    return text.length();
  }

  /** The URL without login and settings. */
  String name() {
    return name;
  }

  /** What may be shown of a driver's message: one line, without the secrets. */
  String shown(Throwable trouble) {
    String message = trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
    message = message.replace(url, name);
    for (String secret : secrets) message = message.replace(secret, HIDDEN);
    String line = Shown.visible(message.strip().replaceAll("\\s+", " "));
    return line.length() > LONGEST ? line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST))) + HIDDEN : line;
  }

  /** The beginning of a driver's URL, such as "jdbc:h2". */
  String driver() {
    String[] words = url.split(":", 3);
    return words[0].toLowerCase(Locale.ROOT) + ":" + (words.length > 1 ? Shown.text(words[1]) : "");
  }
}
