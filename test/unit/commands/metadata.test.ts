import assert from 'node:assert/strict';
import { metadataFrom, metadataText, problemWithMetadata } from '../../../src/commands/createJob/metadata';

describe('metadata as text', () => {
  it('is read as it is written', () => {
    for (const metadata of [{}, { team: 'blue' }, { team: 'blue, light', note: '', url: 'https://a?b=c' }])
      assert.deepEqual(metadataFrom(metadataText(metadata)), metadata);
    assert.equal(metadataText({ team: 'blue', run: '7' }), 'team=blue, run=7');
  });

  it('may have spaces and a comma too many', () => {
    assert.deepEqual(metadataFrom(' team = blue ,run=7, '), { team: 'blue', run: '7,' });
    assert.deepEqual(metadataFrom(''), {});
  });

  it('is refused where it is no pair, or more than a provider keeps', () => {
    const pairs = (count: number) => Array.from({ length: count }, (_, at) => `k${String(at)}=v`).join(', ');
    assert.equal(problemWithMetadata(pairs(15)), null);
    assert.match(problemWithMetadata(pairs(16)) ?? '', /At most 15 pairs/);
    assert.match(problemWithMetadata('blue') ?? '', /“blue” is no pair/);
    assert.match(problemWithMetadata('=blue') ?? '', /“=blue” is no pair/);
    assert.match(problemWithMetadata(`team=${'x'.repeat(513)}`) ?? '', /team is too long/);
    assert.match(problemWithMetadata(`${'x'.repeat(65)}=blue`) ?? '', /is too long/);
    assert.match(problemWithMetadata('a=1, b=2, a=2') ?? '', /^a is there twice/);
    assert.equal(problemWithMetadata(''), null);
    const rule = { pattern: /[a-z]*/, text: 'small letters' };
    assert.equal(problemWithMetadata('team=blue, run=', rule), null);
    for (const wrong of ['team=Blue', 'Team=blue'])
      assert.match(problemWithMetadata(wrong, rule) ?? '', /^“(Blue|Team)” is not taken: small letters$/);
  });
});
