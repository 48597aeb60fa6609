import assert from 'node:assert/strict';
import { type KnownJob, summarize } from '../../../src/jobs/summary';
import type { JobMark } from '../../../src/shared/jobMark';
import { fitsFilter, parseFilter, termsOf } from '../../../src/views/jobFilter';
import { jobFromWire } from '../../support/jobs';

const at = (day: number, hour = 0) => new Date(2026, 10, day, hour).getTime() / 1000;
const now = at(26, 12);
const unmarked: JobMark = { isStarred: false, isHidden: false, name: null, note: null };
const job = (wire: Record<string, unknown>, mark: Partial<JobMark> = {}): KnownJob =>
  summarize(jobFromWire(wire), { ...unmarked, ...mark });

const jobs = [
  job({ id: 'ftjob-1', user_provided_suffix: 'Support-Bot', status: 'failed', created_at: at(26, 1) }),
  job({ id: 'ftjob-2', model: 'gpt-4o-mini-2024', status: 'training', created_at: at(25) }),
  job({ id: 'ftjob-3', model: 'my model', status: 'cancelled', created_at: at(10) }, { isStarred: true }),
  job({ id: 'ftjob-4', status: 'dreaming', created_at: at(1) }, { name: 'Golden run', note: 'ask Ann' }),
  job({
    id: 'ftjob-5',
    fine_tuned_model: 'ft:gpt-4o-mini:acme',
    status: 'cancelling',
    created_at: at(1) - 1,
  }),
];
const found = (text: string) => {
  const filter = parseFilter(text, now);
  return jobs.flatMap((each) => (fitsFilter(each, filter) ? each.id.slice(-1) : [])).join('');
};

describe('a filter', () => {
  const cases: readonly (readonly [text: string, ids: string])[] = [
    ['', '12345'],
    ['   ', '12345'],
    ['support BOT', '1'],
    ['support maxi', ''],
    ['ftjob-2', '2'],
    ['golden', '4'],
    ['ann', '4'],
    ['ft:gpt-4o-mini:acme', '5'],
    ['status:failed', '1'],
    ['STATUS:Failed', '1'],
    ['status:running', '2'],
    ['status:training', '2'],
    ['status:cancel', '35'],
    ['status:failed status:running', '12'],
    ['status:dreaming', '4'],
    ['status:failed bot', '1'],
    ['status:failed golden', ''],
    ['model:mini', '25'],
    ['model:"my model"', '3'],
    ['model:my model:mini', '235'],
    ['after:2026-11-10', '123'],
    ['after:2026-11-11', '12'],
    ['before:2026-11-01', '5'],
    ['before:2026-11-2', '45'],
    ['after:2026-11-01 before:2026-11-11', '34'],
    ['after:today', '1'],
    ['after:yesterday', '12'],
    ['after:12h', '1'],
    ['after:2d', '12'],
    ['after:3w before:1d', '23'],
    ['is:starred', '3'],
    ['is:hidden', '12345'],
    ['constructor', ''],
    ['"support-bot"', '1'],
    ['"support', '1'],
    ['""', '12345'],
  ];
  for (const [text, ids] of cases)
    it(`“${text}” finds ${ids === '' ? 'nothing' : ids}`, () => {
      assert.equal(found(text), ids);
      assert.deepEqual(parseFilter(text, now, new Set(['dreaming'])).problems, []);
    });

  const wrong: readonly (readonly [text: string, problem: RegExp])[] = [
    ['status:fialed', /^“status:fialed” needs a status: running, queued, .+, other\.$/],
    ['status:', /^“status:” needs a status/],
    ['status:__proto__', /needs a status/],
    ['after:2026-02-30', /^“after:2026-02-30” needs a day such as 2026-11-01 or today, or an age/],
    ['after:2026-13-01', /needs a day/],
    ['before:soon', /needs a day/],
    ['after:', /needs a day/],
    ['after:999999d', /needs a day/],
    ['is:good', /^“is:good” needs “starred” or “hidden”\.$/],
    ['model:', /^“model:” needs a part of a model’s name\.$/],
    ['x'.repeat(1_001), /^A filter has 1000 characters at most\.$/],
  ];
  for (const [text, problem] of wrong)
    it(`says what is wrong with “${text.slice(0, 20)}”`, () => {
      const { problems } = parseFilter(text, now);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
    });

  it('says of each term what is wrong with it, and filters by the others', () => {
    assert.equal(parseFilter('after:soon is:x golden', now).problems.length, 2);
    assert.equal(found('after:soon golden'), '4');
  });

  it('knows a status that only its jobs have', () => {
    assert.equal(parseFilter('status:dreaming', now).problems.length, 1);
    assert.equal(parseFilter('status:dream', now, new Set(['Dreaming'])).problems.length, 0);
  });

  it('has pairs of metadata beside its words', () => {
    const { metadata, words } = parseFilter('team=blue "project name=big one" a=b=c stage= =x', now);
    assert.deepEqual(metadata, [
      ['team', 'blue'],
      ['project name', 'big one'],
      ['a', 'b=c'],
      ['stage', ''],
    ]);
    assert.deepEqual(words, ['=x']);
  });

  it('is bounded, whatever somebody pastes', () => {
    assert.equal(termsOf('a '.repeat(100_000)).length, 50);
    assert.equal(termsOf('"'.repeat(100_000)).join('').length, 1_000);
    assert.deepEqual(termsOf('a"b c"d "e f'), ['a"b c"d', '"e f']);
  });
});
