import assert from 'node:assert/strict';
import { withFindings } from '../../../src/commands/trainingFiles/findingTexts';

describe('what is said of a file beside its limits', () => {
  const own = { page: null, seen: null, severity: 'warning' } as const;
  const few = { ...own, of: 'examples', text: '30 examples, but 50 or more are recommended' } as const;
  const long = { ...own, of: 'tokens', text: '1 row has more than 9 tokens' } as const;

  it('has the number of examples once', () => {
    assert.equal(withFindings('30 examples', []), '30 examples');
    assert.equal(withFindings('30 examples', [few]), few.text);
    assert.equal(withFindings('30 examples', [long]), `30 examples · ${long.text}`);
  });

  it('has the page that says a limit, and the day', () => {
    const page = { page: 'https://example.com/limits', seen: '2026-11-27' };
    assert.equal(withFindings('9', [{ ...few, ...page }]), `${few.text} (example.com, as of 2026-11-27)`);
  });
});
