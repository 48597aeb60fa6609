import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { capabilityTitles } from '../../../src/api/dialects/capabilities';
import { dialects } from '../../../src/api/dialects/table';

describe('docs/providers.md', () => {
  it('says what the dialects say', async () => {
    const { document, renderProviders } = await import('../../../scripts/providers.mjs');
    const now = await readFile(document, 'utf8');
    const then = await renderProviders(Object.values(dialects), capabilityTitles, now);
    assert.ok(now === then, 'it is out of date: node --import=tsx scripts/providers.mjs');
  });
});
