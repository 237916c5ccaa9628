import { assert } from '@open-wc/testing';
import { requestJson } from '../../src/adapters/http.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { setOffline } from '../support/browser.ts';

const url = (file: string): string => new URL(file, import.meta.url).href;
const json = url('./static-endpoint/comments');

const failure = async (promise: Promise<unknown>): Promise<CommentThreadError> => {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.instanceOf(error, CommentThreadError);
  return error;
};

describe('requestJson in a browser', () => {
  it('reads JSON whatever its content type', async () => {
    const { status, body } = await requestJson(json);
    assert.equal(status, 200);
    assert.property(body, 'comments');
  });

  it('tells HTML, a missing page and an answer that is too large', async () => {
    assert.equal((await failure(requestJson(location.href))).code, 'not-json');
    assert.equal((await failure(requestJson(url('./nowhere')))).code, 'not-found');
    assert.equal((await failure(requestJson(json, { limits: { bytes: 10 } }))).code, 'too-large');
  });

  it('gives up when nothing comes in time', async () => {
    assert.equal((await failure(requestJson(json, { limits: { total: 0 } }))).code, 'timeout');
  });

  it('rejects with the reason of an abort, unchanged', async () => {
    for (const reason of [new Error('left'), 'left', undefined]) {
      const controller = new AbortController();
      const answer = requestJson(json, { signal: controller.signal });
      controller.abort(reason);
      const thrown: unknown = await answer.catch((error: unknown) => error);
      assert.equal(thrown, controller.signal.reason);
    }
  });

  it('fails with network while offline, and works again after', async () => {
    await setOffline(true);
    const error = await failure(requestJson(`${json}?offline`));
    await setOffline(false);
    assert.deepEqual([error.code, error.retryable], ['network', true]);
    assert.equal((await requestJson(`${json}?online`)).status, 200);
  });
});
