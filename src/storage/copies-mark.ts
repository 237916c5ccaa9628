/** A mark that this browser keeps copies of threads: read at once, without opening the database they are in. */
const KEY = 'comment-thread-copies';

/** Whether it is worth looking for a copy; false also where nothing may be read. */
export const hasCopies = (): boolean => {
  try {
    return KEY in localStorage;
  } catch {
    return false;
  }
};

/** Leaves the mark; where it cannot be left, a copy is only looked for when loading takes very long. */
export const markCopies = (): void => {
  try {
    localStorage.setItem(KEY, '');
  } catch {
    // as it says above
  }
};
