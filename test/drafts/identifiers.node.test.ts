import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createId, createSecret, randomBytes } from '../../src/drafts/identifiers.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const filled = (byte: number) => (length: number) => new Uint8Array(length).fill(byte);

test('an id is the example of RFC 9562 when time and randomness are', () => {
  const bytes = Uint8Array.from([0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  assert.equal(
    createId(0x017f22e279b0, () => bytes),
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  );
});

test('an id keeps its version and variant whatever the randomness and the clock', () => {
  for (const byte of [0, 0x5a, 0xff]) {
    for (const now of [0, -5, 1.7, Date.UTC(2026, 10, 22), 2 ** 48 - 1, 2 ** 50]) {
      assert.match(createId(now, filled(byte)), UUID_V7);
    }
  }
  assert.match(createId(Date.now(), randomBytes), UUID_V7);
});

test('ids made later sort later', () => {
  assert.ok(createId(1000, filled(0xff)) < createId(1001, filled(0)));
});

test('a secret is 128 bits in base64url without padding', () => {
  assert.equal(createSecret(filled(0xff)), '_____________________w');
  assert.equal(createSecret(filled(0xfb)), '-_v7-_v7-_v7-_v7-_v7-w');
  assert.match(createSecret(randomBytes), /^[\w-]{22}$/);
  assert.notEqual(createSecret(randomBytes), createSecret(randomBytes));
});
