package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes Java records of one class, gives their components in order. */
final class ObjectReader extends ObjectRows {
  private final RecordComponent[] components;
  private final List<String> names;
  private final Object[] values;

  /** @throws IllegalArgumentException when the class may not be looked into */
  ObjectReader(String source, Class<? extends Record> kind, RecordsSource.Opened opened) {
    super(source, opened);
    components = kind.getRecordComponents();
    names = Arrays.stream(components).map(RecordComponent::getName).toList();
    values = new Object[components.length];
    check(names);
    for (RecordComponent component : components) {
      if (component.getAccessor().trySetAccessible()) continue;
      throw new IllegalArgumentException("the records of " + kind.getName() + " were asked for; the module must open its package to gradus, or export it "
          + "and have the class public");
    }
  }

  @Override
  boolean advance() throws IOException {
    if (!hasMore()) return false;
    Object one = take(line() + 1);
    for (int c = 0; c < values.length; c++) values[c] = value(one, c);
    return true;
  }

  private Object value(Object one, int column) {
    try {
      return components[column].getAccessor().invoke(one);
    } catch (InvocationTargetException e) {
      throw trouble(line() + 1, names.get(column), "its accessor failed with " + Shown.visible(String.valueOf(e.getCause())) + ".");
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // it was made accessible
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Optional<ColumnType> type(int column) {
    return ObjectCell.type(components[column].getType());
  }

  @Override
  public Object cell(int column) {
    return cell(values[column], column);
  }
}
