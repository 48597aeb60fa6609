import assert from 'node:assert/strict';
import { localeOf } from '../../../src/shared/locale';

describe('localeOf', () => {
  it('is the locale, or English where it is none', () => {
    assert.deepEqual(['de', 'en-GB', 'zh-tw'].map(localeOf), ['de', 'en-GB', 'zh-tw']);
    assert.deepEqual(['en-US@posix', 'en_US', 'xx', ''].map(localeOf), ['en', 'en', 'en', 'en']);
  });
});
