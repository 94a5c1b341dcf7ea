package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final int BLOCK_ROWS = BlockIndex.blockRows(1 << 19);

  /** Blocks of no bytes that write down which of them are loaded. */
  private static final class Loads implements Blocks {
    private final List<Integer> loaded = Collections.synchronizedList(new ArrayList<>());
    private int damaged = Integer.MAX_VALUE;
    private CountDownLatch gate = new CountDownLatch(0);

    @Override
    public byte[] bytes(int block, int at, int length, byte[] scratch) {
      return scratch;
    }

    @Override
    public int touch(int block, int at, int length) {
      return 0;
    }

    @Override
    public void load(int block) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (block == damaged) throw new DataException("t", "block " + block + " is damaged");
      loaded.add(block);
    }

    @Override
    public void close() {}
  }

  private final Loads loads = new Loads();
  private final Table table = table(100);
  private final EpochOrder order = EpochOrder.of(IntStream.range(0, 100).toArray(), BLOCK_ROWS, 100, b -> 10, 0, 250);
  private final EpochOrder.Epoch epoch = order.epoch(3, 1);

  private Table table(int rows) {
    BlockLayout nothing = new BlockLayout(new byte[2], new long[2]);
    BlockIndex index = new BlockIndex(rows, BLOCK_ROWS, List.of(nothing), new int[rows]);
    return new Table(new TableDirectory("t", List.of(Column.number("a")), List.of(List.of()), Map.of(), index), loads);
  }

  private List<Integer> blocks(int windows) {
    return IntStream.range(0, windows).flatMap(w -> Arrays.stream(epoch.blocks(w))).boxed().toList();
  }

  @Test
  void theNextWindowIsReadInTheOrderOfTheFile() {
    assertThat(epoch.windows()).isEqualTo(4);
    try (ReadAhead ahead = new ReadAhead(table)) {
      ahead.begin(epoch);
      ahead.reach(1);
      assertThat(loads.loaded).startsWith(blocks(1).toArray(Integer[]::new));
      ahead.reach(25);
      ahead.reach(26);
      assertThat(loads.loaded).startsWith(blocks(2).toArray(Integer[]::new)).hasSizeLessThanOrEqualTo(75);
      ahead.reach(100);
      assertThat(loads.loaded).isEqualTo(blocks(4));
      ahead.begin(order.epoch(3, 2));
      ahead.reach(100);
      assertThat(loads.loaded).hasSize(200);
    }
  }

  @Test
  void whatIsAskedForIsWaitedFor() throws InterruptedException {
    loads.gate = new CountDownLatch(1);
    try (ReadAhead ahead = new ReadAhead(table)) {
      ahead.begin(epoch);
      Thread reader = new Thread(() -> ahead.reach(1));
      reader.start();
      reader.join(100);
      assertThat(reader.isAlive()).isTrue();
      loads.gate.countDown();
      reader.join();
      assertThat(loads.loaded).containsAll(blocks(1));
    }
  }

  @Test
  void damageIsToldWhenTheWindowIsReached() {
    loads.damaged = epoch.blocks(1)[4];
    try (ReadAhead ahead = new ReadAhead(table)) {
      ahead.begin(epoch);
      ahead.reach(25);
      assertThatThrownBy(() -> ahead.reach(26)).isInstanceOf(DataException.class).hasMessage("t: block " + loads.damaged + " is damaged");
    }
  }

  @Test
  void anEpochOfOneWindowNeedsNothing() {
    try (ReadAhead ahead = new ReadAhead(table)) {
      assertThatThrownBy(() -> ahead.reach(1)).isInstanceOf(IllegalStateException.class);
      ahead.begin(EpochOrder.of(100).epoch(1, 1));
      ahead.reach(100);
      assertThat(loads.loaded).isEmpty();
    }
  }
}
