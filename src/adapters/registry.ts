import { CommentThreadError } from '../errors.ts';
import type { Adapter, AdapterContext, AdapterFactory } from './adapter.ts';
import { nativeAdapter } from './native.ts';

/** The backends by the names the `adapter` attribute knows. All but the first are loaded when they are named. */
const factories: ReadonlyMap<string, () => Promise<AdapterFactory>> = new Map([
  ['native', () => Promise.resolve(nativeAdapter)],
]);

const isAdapter = (value: unknown): value is Adapter => {
  const { load, send } = (value ?? {}) as Partial<Adapter>;
  return typeof load === 'function' && typeof send === 'function';
};

/**
 * The backend that the `adapter` attribute names, made for an endpoint; or the one that the `adapter` property
 * holds, as it is. Rejects with `adapter-invalid` when there is no such name, or no `load` and `send`.
 */
export const resolveAdapter = async (adapter: unknown, context: AdapterContext): Promise<Adapter> => {
  if (isAdapter(adapter)) return adapter;
  const factory = factories.get(adapter as string);
  if (factory) return (await factory())(context);
  throw new CommentThreadError(
    'adapter-invalid',
    typeof adapter === 'string' ? `There is no adapter named "${adapter}"` : 'An adapter needs load() and send()',
  );
};
