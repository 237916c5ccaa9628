import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFaults, toGuest } from '../../src/controllers/submission.ts';
import { en } from '../../src/i18n/en.ts';
import { withWriting } from '../../src/i18n/en-writing.ts';
import type { Policy } from '../../src/model/comment.ts';

const messages = withWriting(() => en)();
const policy: Policy = { guests: true, email: 'optional', maxLength: 10, editSeconds: 0, moderation: 'none' };
const values = { text: 'Words', name: 'Ada', email: '', url: '' };
const faultsOf = (change: Partial<typeof values>, rules: Partial<Policy> = {}, isGuest = true): string[] => [
  ...findFaults({ ...values, ...change }, { ...policy, ...rules }, isGuest, messages).keys(),
];

test('a guest is what they say of themselves, or nobody', () => {
  assert.equal(toGuest({ text: 'Words', name: ' ', email: '', url: '' }), null);
  assert.deepEqual(toGuest({ ...values, name: ' Ada ' }), { name: 'Ada' });
  assert.deepEqual(toGuest({ ...values, email: ' a@b ' }), { name: 'Ada', email: 'a@b' });
});

test('a website without a scheme gets one, and one with a scheme keeps it', () => {
  const urlOf = (url: string) => toGuest({ ...values, url })?.url;
  assert.equal(urlOf('example.org'), 'https://example.org');
  assert.equal(urlOf('example.org:8080/a'), 'https://example.org:8080/a');
  assert.equal(urlOf('http://example.org'), 'http://example.org');
  assert.equal(urlOf('javascript:alert(1)'), 'javascript:alert(1)');
});

test('what is complete has no faults', () => {
  assert.deepEqual(faultsOf({}), []);
  assert.deepEqual(faultsOf({ email: 'a@b', url: 'example.org' }), []);
});

test('words are asked for, and not too many', () => {
  assert.deepEqual(faultsOf({ text: ' \n' }), ['text']);
  assert.deepEqual(faultsOf({ text: 'x'.repeat(10) }), []);
  assert.deepEqual(faultsOf({ text: 'x'.repeat(11) }), ['text']);
});

test('a guest is asked for a name, and for an address where the policy asks', () => {
  assert.deepEqual(faultsOf({ name: ' ' }), ['name']);
  assert.deepEqual(faultsOf({}, { email: 'required' }), ['email']);
  assert.deepEqual(faultsOf({ email: 'nonsense' }), ['email']);
});

test('a website must be one', () => {
  for (const url of ['javascript:alert(1)', 'ftp://example.org', 'https://user:secret@example.org', 'http://']) {
    assert.deepEqual(faultsOf({ url }), ['url'], url);
  }
});

test('a signed-in writer is asked for words alone', () => {
  assert.deepEqual(faultsOf({ name: '', email: 'nonsense' }, { email: 'required' }, false), []);
});
