import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AdapterContext } from '../../src/adapters/adapter.ts';
import { resolveAdapter } from '../../src/adapters/registry.ts';

const context: AdapterContext = { endpoint: 'https://example.org', getToken: () => Promise.resolve(null) };
const noop = (): Promise<never> => new Promise(() => undefined);

describe('resolveAdapter', () => {
  it('knows the native protocol', async () => {
    const adapter = resolveAdapter('native', context);
    assert.equal(adapter.keyed, true);
    assert.deepEqual(adapter.orders, ['oldest', 'newest', 'popular']);
  });

  it('takes any object with load and send as it is, also of a class', async () => {
    class Own {
      load = noop;
      send = noop;
    }
    const own = new Own();
    assert.equal(resolveAdapter(own, context), own);
  });

  for (const adapter of [
    'nativ',
    '',
    'constructor',
    '__proto__',
    null,
    undefined,
    7,
    {},
    { load: noop },
    { load: noop, send: 1 },
  ]) {
    it(`refuses ${typeof adapter === 'string' ? `“${adapter}”` : JSON.stringify(adapter)}`, async () => {
      assert.throws(() => resolveAdapter(adapter, context), { name: 'CommentThreadError', code: 'adapter-invalid' });
    });
  }
});
