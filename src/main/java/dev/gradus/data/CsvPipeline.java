package dev.gradus.data;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Takes pieces as they come, has them read by several threads side by side, gives them in their order. What is given does not depend on the threads.
 *
 * <p>There are so many pieces and no more: who wants the next one waits until one was used up.
 */
final class CsvPipeline {
  /** What a piece may take with all that was read from it, at most, in bytes. */
  private static final long PIECE_BYTES = 24L << 20;
  private static final long PATIENCE = 200;

  /** Fills a piece; false when there is none left. */
  interface Pieces {
    boolean next(CsvPiece piece) throws IOException;
  }

  /** Reads a piece; what is wrong is kept in it. */
  interface Parse {
    void read(CsvPiece piece);
  }

  /** Uses a piece that was read. */
  interface Sink {
    void accept(CsvPiece piece) throws IOException;
  }

  private final Pieces pieces;
  private final Parse parse;
  private final ReentrantLock turn = new ReentrantLock();
  private final BlockingQueue<CsvPiece> free;
  private final BlockingQueue<CompletableFuture<Optional<CsvPiece>>> inOrder = new LinkedBlockingQueue<>();
  private boolean ended;

  private CsvPipeline(Pieces pieces, Parse parse, int inFlight) {
    this.pieces = pieces;
    this.parse = parse;
    free = new ArrayBlockingQueue<>(inFlight);
    for (int i = 0; i < inFlight; i++) free.add(new CsvPiece(CsvPiece.SIZE));
  }

  /** Runs until the pieces or the patience of the sink come to an end. @param threads how many may read at once, fewer when there is little memory */
  static void run(Pieces pieces, Parse parse, Sink sink, int threads) throws IOException {
    int most = (int) Math.max(1, Math.min(threads, Runtime.getRuntime().maxMemory() / 4 / PIECE_BYTES));
    if (most == 1) {
      alone(pieces, parse, sink);
    } else {
      new CsvPipeline(pieces, parse, most + Math.min(most, 4)).together(sink, most);
    }
  }

  private static void alone(Pieces pieces, Parse parse, Sink sink) throws IOException {
    CsvPiece piece = new CsvPiece(CsvPiece.SIZE);
    while (pieces.next(piece)) {
      parse.read(piece);
      sink.accept(piece);
    }
  }

  private void together(Sink sink, int threads) throws IOException {
    Thread[] workers = IntStream.range(0, threads).mapToObj(i -> new Thread(this::work, "csv-" + i)).toArray(Thread[]::new);
    for (Thread worker : workers) {
      worker.setDaemon(true);
      worker.start();
    }
    try {
      for (Optional<CsvPiece> piece = inOrder.take().get(); piece.isPresent(); piece = inOrder.take().get()) {
        sink.accept(piece.get());
        free.add(piece.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) throw cause;
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } finally {
      stop(workers);
    }
  }

  /** A worker that waits for a stream cannot be stopped; it ends when the stream does, and uses nothing that it gets. */
  private void stop(Thread[] workers) {
    for (Thread worker : workers) worker.interrupt();
    try {
      for (Thread worker : workers) worker.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        CsvPiece piece = free.take();
        Optional<CompletableFuture<Optional<CsvPiece>>> result = take(piece);
        if (result.isEmpty()) return;
        try {
          parse.read(piece);
          result.get().complete(Optional.of(piece));
        } catch (RuntimeException | Error e) {
          result.get().completeExceptionally(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody wants the rest
    }
  }

  /** Fills the next piece; empty when there is none left. Places in the order are given while the turn is held. */
  private Optional<CompletableFuture<Optional<CsvPiece>>> take(CsvPiece piece) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      if (ended) return Optional.empty();
      CompletableFuture<Optional<CsvPiece>> place = new CompletableFuture<>();
      try {
        ended = !pieces.next(piece);
        if (ended) place.complete(Optional.empty());
      } catch (IOException | RuntimeException | Error e) {
        ended = true;
        place.completeExceptionally(e);
      }
      inOrder.add(place);
      return ended ? Optional.empty() : Optional.of(place);
    } finally {
      turn.unlock();
    }
  }
}
