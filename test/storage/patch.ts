/** Puts `replacement` in the place of a method until the returned function is called. */
export const patch = <Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  replacement: Target[Name],
): (() => void) => {
  const original = target[name];
  target[name] = replacement;
  return () => {
    target[name] = original;
  };
};
