import assert from 'node:assert/strict';
import { Format } from '../../../src/shared/format';
import { coursePicture } from '../../../src/views/sparkline';

const format = new Format('en');

const points = (...pairs: [number, number][]) => ({
  steps: Float64Array.from(pairs, ([step]) => step),
  values: Float64Array.from(pairs, ([, value]) => value),
});

describe('the small curve of a loss', () => {
  it('falls from the left to the right, over the whole picture, and says so', () => {
    const picture = coursePicture({ course: points([10, 2.5], [20, 1.5], [30, 0.5]) }, format);
    assert.equal(picture?.alt, 'Training loss from 2.50 to 0.50');
    assert.match(
      picture.svg,
      /^<svg [^<>]+><polyline points="2\.0,2\.0 100\.0,16\.0 198\.0,30\.0" [^<>]+\/><\/svg>$/,
    );
  });

  it('leaves out what is no number, and lies in the middle where nothing varies', () => {
    const picture = coursePicture({ course: points([1, 2], [2, NaN], [3, Infinity], [4, 2]) }, format);
    assert.match(picture?.svg ?? '', /points="2\.0,16\.0 198\.0,16\.0"/);
  });

  it('is none of fewer than two points', () => {
    assert.equal(coursePicture({ course: points([1, 2], [2, NaN]) }, format), null);
    assert.equal(coursePicture({ course: points() }, format), null);
  });
});
