package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digest in plain Java, beside that of the JDK. */
class Sha256Test {
  /** The examples that NIST publishes with FIPS 180-4. */
  @ParameterizedTest
  @CsvSource({"'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"})
  void givesThePublishedDigests(String text, String expected) {
    assertThat(HexFormat.of().formatHex(new Sha256().digest(text.getBytes(StandardCharsets.US_ASCII)))).isEqualTo(expected);
  }

  @Test
  void givesWhatTheJdkGivesForEveryLengthInPiecesOfAnySize() throws Exception {
    Random random = new Random(1);
    MessageDigest ours = new Sha256();
    for (int length = 0; length < 300; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      for (int at = 0; at < length; ) {
        int n = Math.min(length - at, random.nextInt(100));
        ours.update(bytes, at, n);
        at += n;
      }
      assertThat(ours.digest()).as("%d bytes", length).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
    byte[] large = new byte[1 << 20];
    random.nextBytes(large);
    ours.update(large[0]);
    ours.update(ByteBuffer.wrap(large, 1, large.length - 1));
    assertThat(ours.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(large));
  }
}
