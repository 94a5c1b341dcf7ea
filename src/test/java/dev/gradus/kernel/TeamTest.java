package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(60)
class TeamTest {
  @Test
  void everyPartIsDoneOnceBeforeRunReturns() {
    for (int size : new int[] {1, 2, 3, 7}) {
      try (Team team = new Team(size)) {
        int[] done = new int[size];
        for (int turn = 1; turn <= 5_000; turn++) {
          team.run(part -> done[part]++);
          for (int part = 0; part < size; part++) assertThat(done[part]).isEqualTo(turn);
        }
      }
    }
  }

  @Test
  void threadsThatFellAsleepAreWoken() throws InterruptedException {
    List<Thread> others = members();
    try (Team team = new Team(3)) {
      List<Thread> members = new ArrayList<>(members());
      members.removeAll(others);
      int[] done = new int[3];
      for (int turn = 1; turn <= 5; turn++) {
        assertThat(allAsleep(members)).as("members that sleep").isTrue();
        team.run(part -> done[part]++);
        assertThat(done).containsOnly(turn);
      }
    }
  }

  /** Whether all are waiting, and still are a moment later: on a busy machine that takes a while. */
  private static boolean allAsleep(List<Thread> members) throws InterruptedException {
    long limit = System.nanoTime() + 20_000_000_000L;
    for (int times = 0; System.nanoTime() < limit; Thread.sleep(20)) {
      times = members.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING) ? times + 1 : 0;
      if (times == 5) return true;
    }
    return false;
  }

  @Test
  void anExceptionOfAPartReachesTheCallerAndTheTeamGoesOn() {
    try (Team team = new Team(2)) {
      for (int bad = 0; bad < 2; bad++) {
        int where = bad;
        assertThatThrownBy(() -> team.run(part -> {
          if (part == where) throw new IllegalStateException("part " + part);
        })).isInstanceOf(IllegalStateException.class).hasMessage("part " + bad);
      }
      AtomicIntegerArray done = new AtomicIntegerArray(2);
      team.run(done::incrementAndGet);
      assertThat(done.get(0) + done.get(1)).isEqualTo(2);
    }
  }

  @Test
  void aTeamThatIsSharedDoesEveryCallersWork() throws InterruptedException {
    try (Team team = new Team(2)) {
      long[][] sums = new long[8][2];
      List<Thread> callers = new ArrayList<>();
      for (long[] mine : sums) {
        Thread caller = new Thread(() -> {
          for (int i = 0; i < 20_000; i++) team.run(part -> mine[part]++);
        });
        callers.add(caller);
        caller.start();
      }
      for (Thread caller : callers) caller.join();
      for (long[] sum : sums) assertThat(sum).containsOnly(20_000);
    }
  }

  @Test
  void workThatHasBegunEndsWhenItIsAskedFor() {
    try (Team team = new Team(2)) {
      long[] sum = new long[1];
      for (int i = 1; i <= 10_000; i++) {
        int add = i;
        team.begin(part -> sum[0] += add);
        team.end();
        assertThat(sum[0]).isEqualTo((long) i * (i + 1) / 2);
      }
      team.begin(part -> {
        throw new IllegalStateException("from a part");
      });
      assertThatThrownBy(() -> team.begin(part -> {})).hasMessageContaining("begun already");
      assertThatThrownBy(team::end).hasMessage("from a part");
    }
  }

  @Test
  void threadsEndWhenTheTeamIsClosedAndLaterWorkIsDoneByItsCaller() throws InterruptedException {
    List<Thread> others = members();
    Team team = new Team(4);
    List<Thread> members = new ArrayList<>(members());
    members.removeAll(others);
    assertThat(members).hasSize(3);
    team.close();
    team.close();
    for (Thread member : members) member.join(10_000);
    assertThat(members).noneMatch(Thread::isAlive);
    int[] done = new int[4];
    team.run(part -> done[part]++);
    assertThat(done).containsOnly(1);
  }

  @Test
  void blasHasOneThreadOnceThereAreKernels() {
    blas_set_num_threads(2);
    new Kernels(DataType.FLOAT).close();
    assertThat(blas_get_num_threads()).isEqualTo(1);
    Nd4j.ones(DataType.FLOAT, 20, 20).mmul(Nd4j.ones(DataType.FLOAT, 20, 20));
    assertThat(blas_get_num_threads()).as("after a product of ND4J").isEqualTo(1);
  }

  @Test
  void theSizeFollowsFromTheLargestProductAndTheCores() {
    assertThat(Team.sizeFor(0, 8)).isEqualTo(1);
    assertThat(Team.sizeFor(2L * 30 * 784 * 10, 2)).as("784-30-10, 10 columns").isEqualTo(1);
    assertThat(Team.sizeFor(2L * 512 * 784 * 128, 2)).as("784-512-256-10, 128 columns").isEqualTo(2);
    assertThat(Team.sizeFor(2L * 512 * 784 * 128, 1)).isEqualTo(1);
    assertThat(Team.sizeFor(1_999_999, 64)).isEqualTo(1);
    assertThat(Team.sizeFor(2_000_000, 64)).isEqualTo(2);
    assertThat(Team.sizeFor(8_000_000, 64)).isEqualTo(4);
    assertThat(Team.sizeFor(Long.MAX_VALUE, 1000)).isEqualTo(Team.MOST);
    assertThatThrownBy(() -> new Team(0)).hasMessageContaining("0 threads");
    assertThatThrownBy(() -> new Team(Team.MOST + 1)).hasMessageContaining("1 to " + Team.MOST);
  }

  @Test
  void blocksCoverAMatrixOnceWhateverTheirNumber() {
    for (int rows : new int[] {1, 2, 10, 17, 64, 513}) {
      for (int columns : new int[] {1, 3, 10, 128, 300}) {
        for (int parts = 1; parts <= 9; parts++) {
          int[] covered = new int[rows * columns];
          for (int part = 0; part < parts; part++) {
            Block block = new Block().of(rows, columns, parts, part);
            for (int c = 0; c < block.columns; c++) {
              for (int r = 0; r < block.rows; r++) covered[block.row + r + (block.column + c) * rows]++;
            }
          }
          assertThat(Arrays.stream(covered).allMatch(times -> times == 1)).as("%d × %d in %d parts", rows, columns, parts).isTrue();
        }
      }
    }
  }

  private static List<Thread> members() {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("gradus-")).toList();
  }
}
