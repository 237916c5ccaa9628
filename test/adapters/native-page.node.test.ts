import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseComment, parsePage } from '../../src/adapters/native-page.ts';
import { parseMine } from '../../src/adapters/native-viewer.ts';
import { CommentThreadError } from '../../src/errors.ts';
import type { Author, Comment, Page } from '../../src/model/comment.ts';

const base = 'https://comments.example.org/blog';
const id = '01932b7e-5a3c-7000-8000-000000000001';

const whole = {
  id,
  parent: null,
  number: [3, 2, 1],
  sequence: 17,
  kind: 'comment',
  author: { name: 'Ada', url: 'https://ada.example/', avatar: 'https://ada.example/a.png', badge: 'author' },
  created: '2026-03-01T12:00:00Z',
  edited: '2026-03-01T12:00:00.5+01:00',
  revision: 2,
  text: 'Hello.\n\nYou.',
  status: 'published',
  likes: 4,
};

const comment = (fields: Record<string, unknown>): Comment => {
  const parsed = parseComment({ ...whole, ...fields }, base);
  assert.ok(parsed);
  return parsed;
};

const author = (fields: Record<string, unknown>): Author | null =>
  comment({ author: { name: 'Ada', ...fields } }).author;

describe('a comment', () => {
  it('comes out as it went in when all is well', () => {
    const { text, ...rest } = whole;
    assert.deepEqual(parseComment(whole, base), {
      ...rest,
      created: Date.UTC(2026, 2, 1, 12),
      edited: Date.UTC(2026, 2, 1, 11, 0, 0, 500),
      body: { text },
    });
  });

  it('needs nothing but an id', () => {
    assert.deepEqual(parseComment({ id: 7 }, base), {
      id: '7',
      parent: null,
      kind: 'comment',
      number: null,
      sequence: null,
      author: null,
      created: null,
      edited: null,
      revision: 0,
      body: { text: '' },
      status: 'published',
      likes: 0,
    });
  });

  for (const value of [null, 7, 'x', [], {}, { id: '' }, { id: null }, { id: {} }, { id: 'x'.repeat(129) }]) {
    it(`is dropped when it is ${JSON.stringify(value).slice(0, 30)}`, () => {
      assert.equal(parseComment(value, base), null);
    });
  }

  for (const created of [
    null,
    0,
    'yesterday',
    '5',
    'comment 5',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-04-31T12:00:00+02:00',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '+275761-01-01T00:00:00Z',
    '0000-00-00T00:00:00Z',
    `2026-01-01T00:00:00.${'0'.repeat(100_000)}Z`,
  ]) {
    it(`has no date when it says ${JSON.stringify(created).slice(0, 30)}`, () => {
      assert.equal(comment({ created }).created, null);
    });
  }

  it('may be of a leap day, and of long ago', () => {
    assert.equal(comment({ created: '2024-02-29T23:59:59Z' }).created, Date.UTC(2024, 1, 29, 23, 59, 59));
    assert.equal(comment({ created: '1969-12-31T23:59:59Z' }).created, -1000);
    assert.equal(comment({ created: '2023-02-29T23:59:59Z' }).created, null);
  });

  for (const number of [
    null,
    3,
    '3.1',
    [],
    [0],
    [-1],
    [1.5],
    ['1'],
    [null],
    [1e300],
    [2 ** 53],
    Array(65).fill(1),
    { 0: 1 },
  ]) {
    it(`has no number when it says ${JSON.stringify(number).slice(0, 30)}`, () => {
      assert.equal(comment({ number }).number, null);
    });
  }

  it('has at most 64 places in its number', () => {
    assert.equal(comment({ number: Array(64).fill(1) }).number?.length, 64);
  });

  for (const value of [0, -1, 1.5, '17', null, 1e300]) {
    it(`has no place in time when it says ${JSON.stringify(value)}`, () => {
      assert.equal(comment({ sequence: value }).sequence, null);
    });
  }

  it('counts likes and revisions from 0', () => {
    for (const value of [-1, 1.5, '4', null, 1e300]) {
      assert.equal(comment({ likes: value }).likes, 0);
      assert.equal(comment({ revision: value }).revision, 0);
    }
  });

  it('is an ordinary published one when its kind and status are unknown', () => {
    const { kind, status } = comment({ kind: 'trackback', status: 'spam' });
    assert.deepEqual([kind, status], ['comment', 'published']);
    assert.equal(comment({ kind: 'pingback' }).kind, 'pingback');
    assert.equal(comment({ status: 'pending' }).status, 'pending');
  });

  it('has its words or its HTML, never both; the words win', () => {
    assert.deepEqual(comment({ text: undefined, html: '<p>Hi' }).body, { html: '<p>Hi' });
    assert.deepEqual(comment({ html: '<p>Hi' }).body, { text: 'Hello.\n\nYou.' });
    assert.deepEqual(comment({ text: null, html: {} }).body, { text: '' });
  });

  it('is cleaned of what turns the direction of other words', () => {
    assert.deepEqual(comment({ text: 'a\u202eb\r\nc' }).body, { text: 'ab\nc' });
    assert.equal(author({ name: ' A\u202e\nda ' })?.name, 'A da');
  });

  it('takes a body of a megabyte', () => {
    assert.deepEqual(comment({ text: 'x'.repeat(1 << 20) }).body, { text: 'x'.repeat(1 << 20) });
  });

  it('is a tombstone without author and body when deleted, whatever the endpoint left in', () => {
    const { author: who, body, number } = comment({ status: 'deleted' });
    assert.deepEqual([who, body, number], [null, { text: '' }, [3, 2, 1]]);
  });

  it('has numbers as ids turned into strings, parents too', () => {
    const { id: key, parent } = comment({ id: 12, parent: 3 });
    assert.deepEqual([key, parent], ['12', '3']);
    assert.equal(comment({ parent: {} }).parent, null);
  });
});

describe('an author', () => {
  for (const value of [null, 'Ada', 7, [], {}, { name: '' }, { name: '\u200b' }, { name: {} }]) {
    it(`is unknown when given as ${JSON.stringify(value)}`, () => {
      assert.equal(comment({ author: value }).author, null);
    });
  }

  for (const url of ['javascript:alert(1)', 'data:,x', 'https://a:b@example.org', 'ada.example', '', ' ', '#', {}, 7]) {
    it(`has no address when it is ${JSON.stringify(url)}`, () => {
      assert.deepEqual(author({ url, avatar: url, badge: 'king' }), { name: 'Ada' });
    });
  }

  it("has addresses from the endpoint's root", () => {
    assert.equal(author({ avatar: '/a.png' })?.avatar, 'https://comments.example.org/a.png');
  });
});

describe('a page', () => {
  const policy = { guests: true, email: 'optional', maxLength: 8000, editSeconds: 0, moderation: 'none' };

  it('needs nothing but a list of comments', () => {
    assert.deepEqual(parsePage({ comments: [] }, '/a', base), {
      thread: { id: '/a', count: 0, closed: false },
      comments: [],
      next: null,
      policy,
    });
  });

  it('has what the endpoint says of thread and policy', () => {
    const thread = { id: '/b', title: 'On  tea', url: '/b', count: 30, closed: true };
    const strict = {
      guests: false,
      email: 'required',
      maxLength: 10,
      editSeconds: 900,
      moderation: 'first',
      signIn: '/in',
    };
    const page = parsePage({ thread, comments: [], next: 'c', policy: strict }, '/a', base);
    assert.deepEqual(page, {
      thread: { ...thread, title: 'On tea', url: 'https://comments.example.org/b' },
      comments: [],
      next: 'c',
      policy: { ...strict, signIn: 'https://comments.example.org/in' },
    });
  });

  it('drops nulls among its comments and those without an id', () => {
    const { comments, thread } = parsePage({ comments: [null, whole, {}, [], { id: 'b' }] }, '/a', base);
    assert.deepEqual(
      comments.map((each) => each.id),
      [id, 'b'],
    );
    assert.equal(thread.count, 2);
  });

  it('has at most 10,000 comments', () => {
    const comments = Array.from({ length: 10_001 }, (_, n) => ({ id: n }));
    assert.equal(parsePage({ comments }, '/a', base).comments.length, 10_000);
  });

  for (const document of [null, [], 7, 'x', {}, { comments: null }, { comments: {} }, { comments: 'x' }]) {
    it(`is malformed when it is ${JSON.stringify(document)}`, () => {
      assert.throws(() => parsePage(document, '/a', base), { name: 'CommentThreadError', code: 'malformed' });
    });
  }
});

describe('what is mine', () => {
  it('is the viewer and what they may do', () => {
    const viewer = { id: 7, name: 'Ada', moderator: true, url: 'https://ada.example/' };
    const may = { a: ['edit', 'delete', 'rule'], b: 'edit', constructor: ['delete'] };
    assert.deepEqual(parseMine({ viewer, may }, base), {
      viewer: { ...viewer, id: '7' },
      may: new Map([
        ['a', new Set(['edit', 'delete'])],
        ['b', new Set()],
        ['constructor', new Set(['delete'])],
      ]),
    });
  });

  for (const viewer of [null, {}, { id: '1' }, { name: 'Ada' }]) {
    it(`is malformed when the viewer is ${JSON.stringify(viewer)}`, () => {
      assert.throws(() => parseMine({ viewer }, base), { code: 'malformed' });
    });
  }
});

describe('any JSON at all', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);

  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  const isWeb = (url: string | undefined): boolean =>
    url === undefined || (/^https?:\/\//.test(url) && url.length <= 2048 && !new URL(url).username);
  const isBounded = (text: string | undefined, limit: number): boolean =>
    text === undefined || (text.length > 0 && text.length <= limit);

  const check = ({ thread, comments, next, policy }: Page): void => {
    assert.ok(isBounded(thread.id, 2048) && isBounded(thread.title, 300) && isWeb(thread.url) && isCount(thread.count));
    assert.equal(typeof thread.closed, 'boolean');
    assert.ok(next === null || isBounded(next, 2048));
    assert.ok(['required', 'optional', 'none'].includes(policy.email) && typeof policy.guests === 'boolean');
    assert.ok(['none', 'first', 'all'].includes(policy.moderation) && isWeb(policy.signIn));
    assert.ok(isCount(policy.editSeconds) && isCount(policy.maxLength) && policy.maxLength > 0);
    for (const each of comments) {
      assert.ok(isBounded(each.id, 128) && (each.parent === null || isBounded(each.parent, 128)));
      assert.ok(
        ['comment', 'pingback'].includes(each.kind) && ['published', 'pending', 'deleted'].includes(each.status),
      );
      assert.ok(each.number === null || (each.number.length > 0 && each.number.length <= 64));
      assert.ok([...(each.number ?? []), each.sequence ?? 1].every((n) => isCount(n) && n > 0));
      assert.ok(
        [each.created, each.edited].every((time) => time === null || Number.isFinite(new Date(time).getTime())),
      );
      assert.ok(isCount(each.revision) && isCount(each.likes));
      const body: unknown = 'text' in each.body ? each.body.text : each.body.html;
      assert.ok(typeof body === 'string' && Object.keys(each.body).length === 1);
      if (!each.author) continue;
      assert.ok(isBounded(each.author.name, 80) && isWeb(each.author.url) && isWeb(each.author.avatar));
      assert.ok([undefined, 'author', 'moderator'].includes(each.author.badge));
    }
  };

  /** Any JSON, but more often such as belongs into the field. */
  const field = (...fitting: fc.Arbitrary<unknown>[]): fc.Arbitrary<unknown> => fc.oneof(fc.jsonValue(), ...fitting);
  const words = fc.string({ unit: 'binary' });
  const url = fc.oneof(fc.webUrl(), fc.constantFrom('/a', 'javascript:1', 'https://a:b@c/', '//x'), words);
  const someAuthor = fc.record(
    { name: field(words), url: field(url), avatar: field(url), badge: field() },
    { requiredKeys: [] },
  );
  const date = fc.date({ noInvalidDate: true }).map((day) => day.toISOString());
  const someComment = fc.record(
    {
      id: field(fc.uuid(), fc.integer()),
      parent: field(fc.uuid()),
      kind: field(fc.constantFrom('comment', 'pingback')),
      number: field(fc.array(fc.integer(), { maxLength: 80 })),
      sequence: field(fc.maxSafeInteger()),
      author: field(someAuthor),
      created: field(date),
      edited: field(date),
      revision: field(fc.maxSafeInteger()),
      text: field(words),
      html: field(words),
      status: field(fc.constantFrom('published', 'pending', 'deleted')),
      likes: field(fc.double()),
    },
    { requiredKeys: [] },
  );
  const somePage = fc.record(
    {
      comments: fc.oneof(fc.jsonValue(), fc.array(field(someComment))),
      thread: field(
        fc.record({
          id: field(words),
          title: field(words),
          url: field(url),
          count: field(fc.double()),
          closed: field(),
        }),
      ),
      next: field(words),
      policy: field(
        fc.record({
          guests: field(),
          email: field(),
          maxLength: field(fc.double()),
          editSeconds: field(fc.double()),
          signIn: field(url),
        }),
      ),
    },
    { requiredKeys: [] },
  );

  it('is a page within its bounds, or malformed', () => {
    let pages = 0;
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), somePage), (document) => {
        // through text, as it comes over the wire: no -0, no undefined, `__proto__` as a key of its own
        const wire = JSON.parse(JSON.stringify(document)) as unknown;
        try {
          check(parsePage(wire, '/a', base));
          pages++;
        } catch (error) {
          assert.ok(error instanceof CommentThreadError && error.code === 'malformed', error as Error);
        }
      }),
      { seed, numRuns: 2000 },
    );
    assert.ok(pages > 200, `only ${pages} pages were checked`);
  });

  it('is what is mine, or malformed', () => {
    const viewer = fc.record({ id: field(fc.uuid()), name: field(words), url: field(url), moderator: field() });
    const may = fc.dictionary(fc.string(), field(fc.array(fc.constantFrom('edit', 'delete'))));
    const mine = fc.record({ viewer: field(viewer), may: field(may) }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), mine), (document) => {
        try {
          const { viewer, may } = parseMine(document, base);
          assert.ok(isBounded(viewer.id, 128) && isBounded(viewer.name, 80) && typeof viewer.moderator === 'boolean');
          assert.ok(isWeb(viewer.url) && isWeb(viewer.avatar) && may instanceof Map);
        } catch (error) {
          assert.ok(error instanceof CommentThreadError && error.code === 'malformed', error as Error);
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});
