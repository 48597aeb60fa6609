import assert from 'node:assert/strict';
import { heldOutCurves } from '../../../bench/verdictCurves';
import { type Score, scoresOf } from '../../../bench/verdictScore';
import { kinds } from '../../../bench/verdictTruth';

const minScore = 0.9;

// `npm run bench -- verdict` prints what is behind these numbers.
describe('the verdict on made curves that were held out', () => {
  let scores: readonly Score[] = [];

  before(() => {
    scores = scoresOf(heldOutCurves());
  });

  for (const kind of kinds) {
    it(`is right in nine of ten cases: ${kind}`, () => {
      const score = scores.find((each) => each.kind === kind);
      assert.ok((score?.precision ?? 0) >= minScore, `precision ${score?.precision}`);
      assert.ok((score?.recall ?? 0) >= minScore, `recall ${score?.recall}`);
    });
  }
});
