package dev.gradus.examples;

import dev.gradus.data.Dataset;
import dev.gradus.data.JdbcSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.RecordReader;
import dev.gradus.data.RecordTable;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A nightly job: learns the rent of flats from one query, saves the model, predicts the rows of another query, and writes the predictions into the database,
 * all of them or none.
 *
 * <p>{@code java JdbcJob jdbc:postgresql://localhost/city flats.safetensors}, with user and password in the environment.
 */
public final class JdbcJob {
  // A column is called what the query calls it, capitals included; quotes make that the same in every database.
  private static final String KNOWN = "SELECT area AS \"area\", district AS \"district\", built AS \"built\", rent AS \"rent\" FROM flats WHERE rent IS NOT NULL";
  private static final String OPEN = "SELECT id AS \"id\", area AS \"area\", district AS \"district\", built AS \"built\" FROM flats WHERE rent IS NULL";
  private static final String ANSWER = "UPDATE flats SET expected_rent = ? WHERE id = ?";
  private static final int BATCH = 1000;

  private JdbcJob() {}

  public static void main(String[] words) throws IOException, SQLException {
    Properties login = new Properties();
    System.getenv().forEach((name, value) -> {
      if (name.equals(JdbcSource.USER)) login.setProperty("user", value);
      if (name.equals(JdbcSource.PASSWORD)) login.setProperty("password", value);
    });
    System.out.println(run(words[0], login, Path.of(words[1])) + " predictions written");
  }

  /** How many predictions were written. @param file where the model is saved */
  public static int run(String url, Properties login, Path file) throws IOException, SQLException {
    try (TrainingResult trained = train(JdbcSource.of(url, KNOWN).withProperties(login))) {
      trained.model().save(file);
      try (Connection database = DriverManager.getConnection(url, login);
          RecordReader open = JdbcSource.of(url, OPEN).withProperties(login).open()) {
        return answer(trained.model(), open, database);
      }
    }
  }

  private static TrainingResult train(JdbcSource known) throws IOException {
    Dataset flats = RecordTable.of(known).read(LearningTask.of("rent").withKind(LearningTask.Kind.REGRESSION));
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.adam(0.01)).epochs(60).build();
    Preparation preparation = flats.fit(plan.preparation());
    Network network = Network.inputs(preparation.width()).hidden(32, Activation.relu()).outputs(1, Head.squaredError(Activation.identity()));
    return new Trainer(network, plan).preparation(preparation).train(flats);
  }

  private static int answer(Model model, RecordReader open, Connection database) throws IOException, SQLException {
    database.setAutoCommit(false);
    try (PreparedStatement update = database.prepareStatement(ANSWER)) {
      int count = 0;
      Cells row = open.row();
      while (open.next()) {
        update.setDouble(1, model.predict(row).value());
        update.setObject(2, row.cell("id"));
        update.addBatch();
        if (++count % BATCH == 0) update.executeBatch();
      }
      update.executeBatch();
      database.commit();
      return count;
    } catch (IOException | SQLException | RuntimeException e) {
      database.rollback();
      throw e;
    }
  }
}
