import { CommentThreadError } from '../errors.ts';
import type { Adapter, AdapterContext } from './adapter.ts';
import { nativeAdapter } from './native.ts';

const isAdapter = (value: unknown): value is Adapter => {
  const { load, send } = (value ?? {}) as Partial<Adapter>;
  return typeof load === 'function' && typeof send === 'function';
};

/**
 * The backend that the `adapter` attribute names, made for an endpoint; or the one that the `adapter` property
 * holds, as it is. Throws `adapter-invalid` when there is no such name, or no `load` and `send`.
 */
export const resolveAdapter = (adapter: unknown, context: AdapterContext): Adapter => {
  if (isAdapter(adapter)) return adapter;
  if (adapter === 'native') return nativeAdapter(context);
  throw new CommentThreadError(
    'adapter-invalid',
    typeof adapter === 'string' ? `There is no adapter named "${adapter}"` : 'An adapter needs load() and send()',
  );
};
