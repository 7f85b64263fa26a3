/** State that this computer remembers for its user, such as the width of a column. */
import { useCallback, useState } from "react";

type Update<T> = T | ((previous: T) => T);

const read = <T>(key: string, initial: T): T => {
  try {
    const text = localStorage.getItem(key);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
};

export const useStoredState = <T>(key: string, initial: T): [T, (update: Update<T>) => void] => {
  const [value, setValue] = useState<T>(() => read(key, initial));
  const store = useCallback(
    (update: Update<T>) =>
      setValue((previous) => {
        const next = update instanceof Function ? update(previous) : update;
        localStorage.setItem(key, JSON.stringify(next));
        return next;
      }),
    [key],
  );
  return [value, store];
};
