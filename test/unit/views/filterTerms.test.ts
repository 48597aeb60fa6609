import assert from 'node:assert/strict';
import { summarize } from '../../../src/jobs/summary';
import { filterTermsOf, hasTerm, termsFor, toggleTerm } from '../../../src/views/filterTerms';
import { fitsFilter, parseFilter } from '../../../src/views/jobFilter';
import { jobFromWire } from '../../support/jobs';

const hidden = { isStarred: false, isHidden: true, name: null, note: null };
const jobs = [
  summarize(
    jobFromWire({ id: 'a', status: 'failed', model: 'my model', metadata: { team: 'blue', 'a b': 'c d' } }),
  ),
  summarize(jobFromWire({ id: 'b', status: 'training', model: 'gpt', metadata: { team: 'blue' } }), hidden),
  summarize(jobFromWire({ id: 'c', status: 'running', model: 'gpt', metadata: { '"': 'x', '': 'y' } })),
];
const terms = filterTermsOf(jobs);
const termOf = (label: string) => terms.find((each) => each.label === label) ?? assert.fail(label);

describe('the terms that a filter offers', () => {
  it('are what the jobs have, the commonest first', () => {
    assert.deepEqual(
      terms.map(({ section, label, term }) => `${section} | ${label} | ${term}`),
      [
        'Status | Running | status:running',
        'Status | Failed | status:failed',
        'Marks | Starred | is:starred',
        'Marks | Hidden | is:hidden',
        'Created | Today | after:today',
        'Created | Last 7 days | after:7d',
        'Created | Last 30 days | after:30d',
        'Base model | gpt | model:gpt',
        'Base model | my model | model:"my model"',
        'Metadata | team=blue | team=blue',
        'Metadata | a b=c d | "a b=c d"',
      ],
    );
    assert.ok(!filterTermsOf(jobs.slice(2)).some(({ term }) => term === 'is:hidden'));
  });

  it('are all understood, and found', () => {
    for (const { term } of terms) assert.deepEqual(parseFilter(term, 0).problems, [], term);
    const found = (term: string) =>
      jobs.filter((job) => fitsFilter(job, parseFilter(term, 0))).map(({ id }) => id);
    assert.deepEqual(found('"a b=c d" model:"my model"'), ['a']);
    assert.deepEqual(found('team=blue'), ['a', 'b']);
    assert.deepEqual(found('team='), ['a', 'b']);
    assert.deepEqual([found('team=Blue'), found('tea=blue'), found('team=blu')], [[], [], []]);
  });

  it('are pairs also where their keys look like the names of terms, and differ by their case', () => {
    const summaries = [{ 'model:size': '7B' }, { 'is:ok': '' }, { 'model:size': '7b' }].map((metadata, at) =>
      summarize(jobFromWire({ id: String(at), metadata })),
    );
    const pairs = filterTermsOf(summaries).filter(({ section }) => section === 'Metadata');
    const found = ({ term }: { term: string }) => {
      const filter = parseFilter(term, 0);
      assert.deepEqual(filter.problems, []);
      return summaries.filter((job) => fitsFilter(job, filter)).map(({ id }) => id);
    };
    assert.deepEqual(pairs.map(found), [['0'], ['1'], ['2']]);
    const [large, , small] = pairs;
    assert.ok(large && small);
    assert.deepEqual([hasTerm(large.term, large.term), hasTerm(large.term, small.term)], [true, false]);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 200 }, (_, at) =>
      summarize(jobFromWire({ id: String(at), model: `m${String(at)}`, metadata: { key: String(at) } })),
    );
    assert.equal(filterTermsOf(many).length, 1 + 1 + 3 + 20 + 30);
  });

  it('are those that go with what is being typed', () => {
    const shown = (text: string) => termsFor(text, terms).map(({ term }) => term);
    assert.equal(shown('').length, terms.length);
    assert.deepEqual(shown('bot fai'), ['status:failed']);
    assert.deepEqual(shown('last'), ['after:7d', 'after:30d']);
    assert.deepEqual(shown('status:RUN'), ['status:running']);
    assert.deepEqual(shown('needle'), []);
    assert.equal(shown('needle ').length, terms.length);
    assert.equal(shown('status:failed').length, terms.length);
  });

  const cases: readonly (readonly [text: string, label: string, result: string])[] = [
    ['', 'Failed', 'status:failed'],
    ['bot', 'Failed', 'bot status:failed'],
    ['bot fai', 'Failed', 'bot status:failed'],
    ['bot status:', 'Failed', 'bot status:failed'],
    ['status:failed ', 'Running', 'status:failed status:running'],
    ['bot Status:Failed x ', 'Failed', 'bot x'],
    ['after:7d bot ', 'Today', 'bot after:today'],
    ['before:7d ', 'Today', 'before:7d after:today'],
    ['x ', 'my model', 'x model:"my model"'],
    ['x model:"my model" ', 'my model', 'x'],
  ];
  for (const [text, label, result] of cases)
    it(`make “${result}” of “${text}” and ${label}`, () => {
      const toggled = toggleTerm(text, termOf(label));
      assert.equal(toggled, result);
      assert.equal(hasTerm(toggled, termOf(label).term), !hasTerm(text, termOf(label).term));
    });
});
