package dev.gradus.prepare;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/** Takes a record, gives its components by name. */
final class RecordCells implements Cells {
  private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
    @Override
    protected Map<String, Method> computeValue(Class<?> type) {
      Map<String, Method> accessors = new HashMap<>();
      for (RecordComponent component : type.getRecordComponents()) {
        Method accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
          throw new IllegalArgumentException("the record " + type.getName() + " cannot be read from here; make it public, or open its package");
        }
        accessors.put(component.getName(), accessor);
      }
      return accessors;
    }
  };

  private final Record row;
  private final Map<String, Method> accessors;

  private RecordCells(Record row, Map<String, Method> accessors) {
    this.row = row;
    this.accessors = accessors;
  }

  static RecordCells of(Record row) {
    return new RecordCells(row, ACCESSORS.get(row.getClass()));
  }

  @Override
  public Object cell(String column) {
    try {
      return accessors.containsKey(column) ? accessors.get(column).invoke(row) : null;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException("the component " + column + " of the record " + row.getClass().getName() + " cannot be read: " + e.getCause(), e);
    }
  }

  @Override
  public boolean has(String column) {
    return accessors.containsKey(column);
  }
}
