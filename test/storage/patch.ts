/** Puts what `replace` makes of a method in its place until the returned function is called. */
export const patch = <Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  replace: (original: Target[Name]) => Target[Name],
): (() => void) => {
  const original = target[name];
  target[name] = replace(original);
  return () => {
    target[name] = original;
  };
};
