import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countIn } from '../../src/i18n/count.ts';
import { en } from '../../src/i18n/en.ts';
import { withWriting } from '../../src/i18n/en-writing.ts';
import { loadMessages, mergeMessages } from '../../src/i18n/load.ts';
import { localeOf } from '../../src/i18n/locale.ts';
import { de } from '../../src/i18n/locales/de.ts';
import { fr } from '../../src/i18n/locales/fr.ts';
import type { MessageOverrides } from '../../src/i18n/messages.ts';

describe('localeOf', () => {
  it('chooses by language, whatever the region, the script or the case', () => {
    for (const tag of ['de', 'de-AT', 'DE-ch', 'de-Latn-DE-1996', 'de-u-co-phonebk']) assert.equal(localeOf(tag), 'de');
    assert.equal(localeOf('ja-JP'), 'ja');
    assert.equal(localeOf('ar-EG'), 'ar');
  });

  it('falls back to English', () => {
    for (const tag of ['', 'en', 'en-GB', 'pt-BR', 'den', 'x-de', '-de', '__proto__', 'constructor', '☃']) {
      assert.equal(localeOf(tag), 'en', tag);
    }
  });
});

describe('loadMessages', () => {
  const report = (error: Error): never => assert.fail(error);

  it('loads the locale that serves the tag', async () => {
    assert.equal(await loadMessages('de-AT', report), de);
    assert.equal(await loadMessages('fr-CA', report), fr);
  });

  it('has English without loading, also for languages nobody has written yet', async () => {
    for (const tag of ['en-GB', 'pt-BR', '', 'no tag at all']) assert.equal(await loadMessages(tag, report), en);
  });
});

describe('mergeMessages', () => {
  it('lays a site’s words over the texts and leaves both as they were', () => {
    const merged = mergeMessages(de, { reply: 'Erwidern', heading: (n: number) => `${n}!` });
    assert.equal(merged.reply, 'Erwidern');
    assert.equal(merged.heading(2, 'x'), '2!');
    assert.equal(merged.cancel, de.cancel);
    assert.equal(de.reply, 'Antworten');
  });

  it('leaves out what rendering would fail on', () => {
    const overrides: unknown = JSON.parse('{"heading":"Comments","edit":3,"reply":null,"__proto__":{"cancel":"x"}}');
    const { heading, edit, reply, cancel, ...merged } = mergeMessages(de, overrides as MessageOverrides);
    assert.deepEqual([heading, edit, reply, cancel], [de.heading, de.edit, de.reply, de.cancel]);
    assert.equal(Object.getPrototypeOf(merged), Object.prototype);
    assert.deepEqual(mergeMessages(de, { reply: undefined } as unknown as MessageOverrides), de);
  });

  it('keeps what the texts do not know yet for those they are laid over later', () => {
    const early = mergeMessages(en, { post: 'Send it', cancel: 3 } as unknown as MessageOverrides);
    const all = withWriting(() => early)();
    assert.equal(all.post, 'Send it');
    assert.equal(all.cancel, 'Cancel');
    assert.equal(withWriting(() => de)().post, de.post);
  });
});

describe('countIn', () => {
  it('speaks the language of any tag and falls back to English', () => {
    assert.equal(countIn('de-AT')(2), '2 Kommentare');
    assert.equal(countIn('pt-BR')(1), '1 comment');
    assert.equal(countIn('')(0), '0 comments');
  });
});
