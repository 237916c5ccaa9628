import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };

test('the changelog begins with the version that package.json has', () => {
  const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
  assert.equal(/^## (\S+)/m.exec(changelog)?.[1], manifest.version);
});
