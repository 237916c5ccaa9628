import fc from 'fast-check';

/** Checks a property with a seed that the output names, passed or failed: fast-check takes it back as `{ seed }`. */
export const checked = <Values>(property: fc.IProperty<Values>, parameters: fc.Parameters<Values> = {}): void => {
  const seed = parameters.seed ?? Date.now() % 2 ** 31;
  console.log(`seed ${seed}`);
  fc.assert(property, { ...parameters, seed });
};
