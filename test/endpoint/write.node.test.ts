import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';
import { openDatabase } from '../../demo/endpoint/database.ts';
import type { Comment } from '../../demo/endpoint/schemas.ts';
import { draft, json, moderatorToken, numbersOf, testEndpoint, type Draft } from './endpoint.ts';

const opened = await openDatabase('memory');
const { database, close } = opened;
after(close);
const endpoint = await testEndpoint(opened);

const remove = ({ id, secret }: Draft): RequestInit & { path: string } => ({
  path: `/comments/${id}`,
  method: 'DELETE',
  headers: { Authorization: `Comment ${secret}` },
});
const send = ({ path, ...init }: ReturnType<typeof remove>): Promise<Response> => endpoint.request(path, init);

const refusal = async (answer: Response): Promise<{ status: number; fields: string[] }> => {
  const { errors = [] } = (await answer.json()) as { errors?: { field: string }[] };
  return { status: answer.status, fields: errors.map(({ field }) => field) };
};

test('a comment is made once, however often it is sent', async () => {
  const sent = draft('/once', { author: { name: 'Ada', email: 'ada@example.org', url: 'https://example.org/ada' } });
  const first = await endpoint.put(sent);
  assert.equal(first.status, 201);
  assert.equal(first.headers.get('Location'), `/comments/${sent.id}`);
  const comment = (await first.json()) as Comment;
  assert.deepEqual(comment.number, [1]);
  assert.deepEqual(comment.author, { name: 'Ada', url: 'https://example.org/ada' });
  const again = await endpoint.put(sent);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), comment);
  assert.equal((await endpoint.page('/once')).thread.count, 1);
});

test('an id is the same in upper case', async () => {
  const sent = draft('/case');
  await endpoint.post(sent);
  assert.equal((await endpoint.put({ ...sent, id: sent.id.toUpperCase() })).status, 200);
});

test('nothing of an e-mail address or a secret is ever sent to anybody, and the secret is not kept', async () => {
  const sent = draft('/private', { author: { name: 'Ada', email: 'ada@example.org' } });
  const answers = [
    await endpoint.put(sent),
    await endpoint.put({ ...sent, revision: 1 }),
    await endpoint.request('/comments?thread=/private'),
    await endpoint.request('/comments?thread=/private&format=html'),
    await endpoint.request(`/comments/${sent.id}`, { headers: { Authorization: `Comment ${sent.secret}` } }),
  ];
  for (const answer of answers) {
    const body = await answer.text();
    assert.ok(!body.includes('ada@example.org') && !body.includes(sent.secret), body);
  }
  const row = await database.selectFrom('comments').selectAll().where('id', '=', sent.id).executeTakeFirstOrThrow();
  assert.ok(!JSON.stringify(row).includes(sent.secret));
  assert.equal(row.secret_hash?.length, 32);
});

test('a higher revision replaces the text in time; any other changes nothing', async () => {
  const sent = draft('/edit', { text: 'First.' });
  await endpoint.post(sent);
  const edited = (await (await endpoint.put({ ...sent, text: 'Second, **bold**.', revision: 2 })).json()) as Comment;
  assert.ok('html' in edited && edited.html === '<p>Second, <strong>bold</strong>.</p>');
  assert.equal(edited.revision, 2);
  assert.ok(edited.edited);
  for (const revision of [0, 1, 2]) {
    const late = await endpoint.put({ ...sent, text: 'Late.', revision });
    assert.equal(late.status, 200);
    assert.deepEqual(await late.json(), edited);
  }
});

test('an edit that overtakes its first sending makes the comment', async () => {
  const sent = draft('/overtake', { text: 'Edited.', revision: 3 });
  assert.equal((await endpoint.post(sent)).revision, 3);
  const late = (await (await endpoint.put({ ...sent, text: 'First.', revision: 0 })).json()) as Comment;
  assert.ok('text' in late && late.text === 'Edited.');
});

test('after its time a comment is neither edited nor deleted, and a copy still gets its answer', async () => {
  const sent = draft('/late');
  await endpoint.post(sent);
  endpoint.advance(901);
  assert.equal((await endpoint.put({ ...sent, text: 'Late.', revision: 1 })).status, 403);
  assert.equal((await send(remove(sent))).status, 403);
  assert.equal((await endpoint.put(sent)).status, 200);
});

test('another secret, or another thread, is a conflict', async () => {
  const sent = draft('/mine');
  await endpoint.post(sent);
  const { secret } = draft('/mine');
  assert.equal((await endpoint.put({ ...sent, secret, revision: 1 })).status, 409);
  assert.equal((await endpoint.put({ ...sent, thread: '/other', revision: 1 })).status, 409);
  assert.equal((await send(remove({ ...sent, secret }))).status, 403);
});

test('every field that is wrong is named', async () => {
  const cases: readonly [Partial<Draft>, string[]][] = [
    [{ text: '  \n ' }, ['text']],
    [{ text: '\u200b \u2060' }, ['text']],
    [{ text: 'x'.repeat(8001) }, ['text']],
    [{ author: null }, ['name']],
    [{ author: { name: ' \u202e ' } }, ['name']],
    [{ author: { name: '\u200b' } }, ['name']],
    [{ author: 'Ada' as unknown as null }, ['author']],
    [
      { author: { name: 'A'.repeat(101), email: 'no', url: 'javascript:alert(1)' }, text: '' },
      ['text', 'name', 'email', 'url'],
    ],
    [{ author: { name: 'Ada', url: 'https://user:password@example.org/' } }, ['url']],
    [{ author: { name: 'Ada', url: 'example.org' } }, ['url']],
    [{ parent: draft('/').id }, ['parent']],
    [{ parent: 'none' }, ['parent']],
    [{ secret: 'short' }, ['secret']],
    [{ revision: -1 }, ['revision']],
    [{ thread: '' }, ['thread']],
    [{ thread: 'a\u0000b' }, ['thread']],
    [{ text: 7 as unknown as string }, ['text']],
  ];
  for (const [changes, fields] of cases) {
    const sent = draft('/fields', changes);
    assert.deepEqual(await refusal(await endpoint.put(sent)), { status: 422, fields }, JSON.stringify(changes));
  }
  assert.equal(
    await database.selectFrom('threads').select('key').where('id', '=', '/fields').executeTakeFirst(),
    undefined,
  );
});

test('the longest comment that is allowed is taken', async () => {
  await endpoint.post(draft('/long', { text: 'é'.repeat(8000) }));
});

test('control characters and turned directions are taken out of names and texts', async () => {
  const { author, ...comment } = await endpoint.post(
    draft('/clean', { text: 'a\u0000b\r\nc\u202ed', author: { name: ' A\u0007da \n\t Love\u2066lace ' } }),
  );
  assert.equal(author?.name, 'Ada Lovelace');
  assert.ok('text' in comment && comment.text === 'ab\ncd');
});

test('the policy decides about guests and e-mail addresses', async () => {
  const closed = await testEndpoint(opened, { GUESTS: 'false' });
  assert.equal((await closed.put(draft('/guests'))).status, 401);
  const strict = await testEndpoint(opened, { EMAIL: 'required' });
  assert.deepEqual(await refusal(await strict.put(draft('/email'))), { status: 422, fields: ['email'] });
  const none = await testEndpoint(opened, { EMAIL: 'none' });
  const sent = draft('/email', { author: { name: 'Ada', email: 'ada@example.org' } });
  await none.post(sent);
  const row = await database.selectFrom('comments').select('author_email').where('id', '=', sent.id).executeTakeFirst();
  assert.deepEqual(row, { author_email: null });
});

test('a signed-in writer is never taken for a guest', async () => {
  const { id, ...submission } = draft('/signed-in');
  const answer = await endpoint.request(`/comments/${id}`, json('PUT', submission, { Authorization: 'Bearer token' }));
  assert.equal(answer.status, 401);
});

test('a closed thread takes no more comments, and still answers for those it has', async () => {
  const sent = draft('/closed');
  await endpoint.post(sent);
  await database.updateTable('threads').set({ closed: true }).where('id', '=', '/closed').execute();
  assert.equal((await endpoint.put(draft('/closed'))).status, 410);
  assert.equal((await endpoint.put(sent)).status, 200);
  assert.equal((await endpoint.page('/closed')).thread.closed, true);
});

test('a deleted comment leaves a tombstone as long as something stands below it, and its number to nobody', async () => {
  const drafts = [draft('/delete'), draft('/delete'), draft('/delete')] as const;
  for (const each of drafts) await endpoint.post(each);
  const reply = draft('/delete', { parent: drafts[1].id });
  const deep = draft('/delete', { parent: reply.id });
  await endpoint.post(reply);
  await endpoint.post(deep);

  for (const each of [drafts[0], drafts[1], reply]) {
    assert.equal((await send(remove(each))).status, 204);
    assert.equal((await send(remove(each))).status, 204);
  }
  const page = await endpoint.page('/delete');
  assert.deepEqual(numbersOf(page), ['2', '2.1', '2.1.1', '3']);
  assert.equal(page.thread.count, 2);
  const [tombstone] = page.comments;
  assert.deepEqual(
    [tombstone?.status, tombstone?.author, tombstone && 'text' in tombstone && tombstone.text],
    ['deleted', null, ''],
  );
  const row = await database
    .selectFrom('comments')
    .selectAll()
    .where('id', '=', drafts[1].id)
    .executeTakeFirstOrThrow();
  assert.deepEqual([row.author_name, row.markdown, row.text, row.html], [null, null, null, null]);

  assert.equal((await send(remove(deep))).status, 204);
  assert.deepEqual(numbersOf(await endpoint.page('/delete')), ['3']);
  assert.deepEqual((await endpoint.post(draft('/delete'))).number, [4]);
  assert.equal((await endpoint.request(`/comments/${deep.id}`)).status, 404);
  assert.equal((await endpoint.put({ ...deep, revision: 1 })).status, 403);
  assert.equal(((await (await endpoint.put(deep)).json()) as Comment).status, 'deleted');
});

test('an answer to a comment that was deleted meanwhile is not lost', async () => {
  const above = draft('/meanwhile');
  await endpoint.post(above);
  await send(remove(above));
  await endpoint.post(draft('/meanwhile', { parent: above.id }));
  assert.deepEqual(numbersOf(await endpoint.page('/meanwhile')), ['1', '1.1']);
});

test('only the author deletes, with the secret', async () => {
  const sent = draft('/whose');
  await endpoint.post(sent);
  assert.equal((await endpoint.request(`/comments/${sent.id}`, { method: 'DELETE' })).status, 401);
  assert.equal((await send(remove(draft('/whose')))).status, 404);
});

test('with moderation, a comment waits without a number, seen by its author alone, and may be edited meanwhile', async () => {
  const held = await testEndpoint(opened, { MODERATION: 'all' });
  const sent = draft('/held');
  const answer = await held.put(sent);
  assert.equal(answer.status, 202);
  const waiting = (await answer.json()) as Comment;
  assert.deepEqual([waiting.status, waiting.number, waiting.sequence], ['pending', null, null]);
  assert.equal((await held.put(sent)).status, 202);

  const own = { headers: { Authorization: `Comment ${sent.secret}` } };
  assert.equal((await held.request(`/comments/${sent.id}`)).status, 404);
  assert.equal((await held.request(`/comments/${sent.id}`, { headers: { Authorization: 'Comment x' } })).status, 404);
  assert.deepEqual(await (await held.request(`/comments/${sent.id}`, own)).json(), waiting);
  assert.deepEqual((await held.page('/held')).comments, []);
  assert.equal((await held.page('/held')).thread.count, 0);

  held.advance(10_000);
  assert.equal((await held.put({ ...sent, text: 'Better.', revision: 1 })).status, 202);
  const approved = (await (await held.setStatus(sent.id, 'published')).json()) as Comment;
  assert.deepEqual([approved.status, approved.number, approved.sequence], ['published', [1], 1]);
  assert.equal((await held.setStatus(sent.id, 'published')).status, 200);
  assert.equal((await held.put({ ...sent, text: 'Spam.', revision: 2 })).status, 403);
  assert.equal((await held.page('/held')).thread.count, 1);
});

test('an answer to a comment that waits, waits with it and comes after it', async () => {
  const held = await testEndpoint(opened, { MODERATION: 'all' });
  const [above, below] = [draft('/chain'), draft('/chain')];
  await held.put(above);
  const reply = { ...below, parent: above.id };
  assert.equal((await held.put(reply)).status, 202);
  assert.equal((await held.setStatus(reply.id, 'published')).status, 409);
  await held.setStatus(above.id, 'published');
  assert.deepEqual(((await (await held.setStatus(reply.id, 'published')).json()) as Comment).number, [1, 1]);
});

test('moderating the first comment lets in those who were let in before', async () => {
  const first = await testEndpoint(opened, { MODERATION: 'first' });
  const author = { name: 'Bea', email: 'bea@example.org' };
  const sent = draft('/first', { author });
  assert.equal((await first.put(sent)).status, 202);
  assert.equal((await first.put(draft('/first', { author }))).status, 202);
  await first.setStatus(sent.id, 'published');
  assert.equal((await first.put(draft('/elsewhere', { author: { ...author, email: 'BEA@example.org' } }))).status, 201);
  assert.equal((await first.put(draft('/first', { author: { ...author, name: 'Bob' } }))).status, 202);
  assert.equal((await first.put(draft('/first', { author: { name: 'Bea' } }))).status, 202);
});

test('a moderator deletes and brings back, but not what its author deleted', async () => {
  const sent = draft('/moderated');
  const { number } = await endpoint.post(sent);
  assert.equal((await endpoint.setStatus(sent.id, 'deleted')).status, 200);
  assert.deepEqual(numbersOf(await endpoint.page('/moderated')), []);
  const back = (await (await endpoint.setStatus(sent.id, 'published')).json()) as Comment;
  assert.deepEqual([back.number, 'text' in back && back.text], [number, sent.text]);
  assert.equal((await endpoint.page('/moderated')).thread.count, 1);
  await send(remove(sent));
  assert.equal((await endpoint.setStatus(sent.id, 'published')).status, 409);
  assert.equal((await endpoint.page('/moderated')).thread.count, 0);
});

test('a rejected comment is gone, and its author may still have it forgotten', async () => {
  const held = await testEndpoint(opened, { MODERATION: 'all' });
  const sent = draft('/rejected');
  await held.put(sent);
  assert.equal((await held.setStatus(sent.id, 'deleted')).status, 200);
  const { path, ...init } = remove(sent);
  assert.equal((await held.request(path, init)).status, 204);
  assert.equal((await held.put(draft('/rejected', { parent: sent.id }))).status, 422);
});

test('only moderators set a status, and nobody where there are none', async () => {
  const sent = draft('/token');
  await endpoint.post(sent);
  for (const token of ['', 'wrong', `${moderatorToken}!`]) {
    const answer = await endpoint.setStatus(sent.id, 'deleted', token);
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('WWW-Authenticate'), 'Bearer');
  }
  assert.equal((await endpoint.setStatus(sent.id, 'pending')).status, 422);
  assert.equal((await endpoint.setStatus(draft('/').id, 'deleted')).status, 404);
  const none = await testEndpoint(opened, { MODERATOR_TOKEN: '' });
  assert.equal((await none.setStatus(sent.id, 'deleted', '')).status, 403);
});

test('a pingback takes no answers', async () => {
  await endpoint.post(draft('/pingback'));
  const { key } = await database
    .selectFrom('threads')
    .select('key')
    .where('id', '=', '/pingback')
    .executeTakeFirstOrThrow();
  const { id } = draft('/pingback');
  await database
    .insertInto('comments')
    .values({
      id,
      thread: key,
      kind: 'pingback',
      number: [1],
      sequence: 1,
      author_name: 'B',
      markdown: '',
      text: '',
      status: 'published',
      created: new Date(),
    })
    .execute();
  assert.deepEqual(await refusal(await endpoint.put(draft('/pingback', { parent: id }))), {
    status: 422,
    fields: ['parent'],
  });
});

test('a conversation can be five hundred comments deep, and says so when it is', async () => {
  const { id } = await endpoint.post(draft('/deep'));
  // Numbers that do not compress are the most that an index entry has to hold.
  const number = Array.from({ length: 499 }, () => randomInt(1, 2 ** 31));
  await database.updateTable('comments').set({ number }).where('id', '=', id).execute();
  const deepest = await endpoint.post(draft('/deep', { parent: id }));
  assert.deepEqual(deepest.number, [...number, 1]);
  const refused = await refusal(await endpoint.put(draft('/deep', { parent: deepest.id })));
  assert.deepEqual(refused, { status: 422, fields: ['parent'] });
  assert.equal((await endpoint.page('/deep')).comments.length, 2);
});
