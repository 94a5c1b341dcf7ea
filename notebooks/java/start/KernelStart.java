import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.AbstractChannel;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Takes a connection file, starts the Java kernel, without the two races of its own start that make it hang.
 *
 * <p>It answers requests before it has set up who answers them: here the channels that take requests are held, by the lock that they read under, until all is
 * set up. And the thread of a channel looks whether it is to run before that is said, and ends: here it is started again.
 */
public final class KernelStart {
  private KernelStart() {}

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().readConfiguration(MainApp.class.getClassLoader().getResourceAsStream("logging.properties"));
    Channels channels = new Channels(Transform.fromJson(Files.readString(Path.of(arguments[0])), ConnectionProperties.class));
    AbstractChannel shell = channel(channels, "shell");
    AbstractChannel control = channel(channels, "control");
    synchronized (shell) {
      synchronized (control) {
        channels.connect(MainApp.kernel);
      }
    }
    List<AbstractChannel> looping = List.of(shell, control, channel(channels, "heartbeat"));
    for (int look = 0; look < 50; look++) {
      for (AbstractChannel channel : looping) startAgainWhenEnded(channel);
      Thread.sleep(20);
    }
    channels.joinUntilClose();
  }

  private static AbstractChannel channel(Channels channels, String name) throws ReflectiveOperationException {
    return (AbstractChannel) field(Channels.class, name).get(channels);
  }

  private static void startAgainWhenEnded(AbstractChannel channel) throws ReflectiveOperationException {
    Field thread = field(channel.getClass(), "loopThread");
    Field running = field(LoopThread.class, "running");
    LoopThread loop = (LoopThread) thread.get(channel);
    if (loop.isAlive() || !running.getBoolean(loop)) return;
    LoopThread again = new LoopThread(loop.getName(), field(LoopThread.class, "sleep").getLong(loop), (Runnable) field(LoopThread.class, "loopBody").get(loop));
    running.setBoolean(again, true);
    thread.set(channel, again);
    again.start();
  }

  private static Field field(Class<?> of, String name) throws ReflectiveOperationException {
    Field field = of.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
