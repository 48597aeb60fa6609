import assert from 'node:assert/strict';
import { csvParseRows } from 'd3-dsv';
import fc from 'fast-check';
import { isStep, numberOf } from '../../../src/metrics/eventMetrics';
import { Points } from '../../../src/metrics/points';
import { type MetricsTable, parseResultCsv, readResultCsv } from '../../../src/metrics/resultCsv';

function read(text: string): { curves: Record<string, [number, number][]>; problem: string | null } {
  const { curves, problem } = parseResultCsv(text);
  const pairs = [...curves].map(([name, { steps, values }]) => [
    name,
    Array.from(steps, (step, at): [number, number] => [step, values[at] ?? NaN]),
  ]);
  return { curves: Object.fromEntries(pairs) as Record<string, [number, number][]>, problem };
}

describe('parseResultCsv', () => {
  it('reads OpenAI’s columns, with blank cells where validation was not run', () => {
    const text =
      'step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n1,2.5,0.25,,\n2,2.25,0.5,2.75,0.125\n';
    assert.deepEqual(read(text), {
      curves: {
        train_loss: [
          [1, 2.5],
          [2, 2.25],
        ],
        train_mean_token_accuracy: [
          [1, 0.25],
          [2, 0.5],
        ],
        valid_loss: [[2, 2.75]],
        valid_mean_token_accuracy: [[2, 0.125]],
      },
      problem: null,
    });
  });

  it('reads Azure’s names, a byte order mark, CRLF and quotes', () => {
    const text = '\uFEFF"step","train_loss","validation_mean_token_accuracy"\r\n"10","1.5","0.75"\r\n';
    assert.deepEqual(read(text), {
      curves: { train_loss: [[10, 1.5]], valid_mean_token_accuracy: [[10, 0.75]] },
      problem: null,
    });
  });

  it('keeps two columns of one measure apart', () => {
    const { curves } = read('step,train_accuracy,train_mean_token_accuracy\n1,0.5,0.25\n');
    assert.deepEqual(curves, { train_mean_token_accuracy: [[1, 0.5]] });
  });

  it('takes the last of two rows of one step, and sorts', () => {
    assert.deepEqual(read('step,loss\n2,5\n1,6\n2,4\n').curves, {
      train_loss: [
        [1, 6],
        [2, 4],
      ],
    });
  });

  it('keeps nan and inf, which say that a run diverged', () => {
    assert.deepEqual(read('step,loss\n1,nan\n2,inf\n3,-Infinity\n').curves, {
      train_loss: [
        [1, NaN],
        [2, Infinity],
        [3, -Infinity],
      ],
    });
  });

  it('reads epochs', () => {
    const { epochs } = parseResultCsv('step,epoch,loss\n1,0.5,2\n2,1,1\n');
    assert.deepEqual([...epochs.values], [0.5, 1]);
  });

  it('says what is wrong with what is not a table of metrics', () => {
    assert.match(read('').problem ?? '', /empty/);
    assert.match(read('<html><body>502</body></html>').problem ?? '', /names no “step” column/);
    assert.match(read('{"error": {"message": "no"}}').problem ?? '', /names no “step” column/);
    assert.match(read('step,train_loss\n').problem ?? '', /no rows/);
    assert.match(read('step,train_loss\n1,\n2,x\n').problem ?? '', /no numbers/);
    assert.equal(
      read('step,loss\n1,2\n?,3\n').problem,
      '1 of 2 rows of the result file have no readable step and are left out.',
    );
  });

  it('takes names that objects have of themselves', () => {
    assert.deepEqual(Object.keys(read('step,constructor,__proto__\n1,2,3\n').curves), [
      'constructor',
      'proto',
    ]);
  });

  it('reads every cell as d3-dsv does', () => {
    const cell = fc.oneof(
      fc.double().map(String),
      fc.integer().map(String),
      fc.constantFrom(
        '',
        ' 1.5 ',
        '"2.5"',
        '"a""b"',
        '"1,5"',
        '"3\n"',
        '1e5',
        '-.5',
        '+7',
        'nan',
        '-inf',
        'x',
        '1.2.3',
      ),
      fc.constantFrom('0.1234567890123456789', '123456789012345678', '00012', '.', '-', '1.', '0x10'),
    );
    const row = fc.tuple(cell, cell, cell).map((cells) => cells.join(','));
    const end = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.array(row), end, (rows, newline) => {
        const text = ['loss,step,reward', ...rows].join(newline);
        assert.deepEqual(curvesOf(parseResultCsv(text)), curvesByD3(text));
      }),
    );
  });

  it('skips blank lines, and counts them for no rows', () => {
    assert.deepEqual(read('step,loss\n\n1,2\n\r\n\n2,3\n\n'), {
      ...{
        curves: {
          train_loss: [
            [1, 2],
            [2, 3],
          ],
        },
        problem: null,
      },
    });
    assert.match(read('step,loss\n\n\n').problem ?? '', /no rows/);
    assert.match(read(' \n ').problem ?? '', /is empty/);
  });

  it('ends a line at a carriage return, a line feed or both', () => {
    for (const end of ['\r', '\n', '\r\n'])
      assert.deepEqual(read(['step,loss', '1,2', '2,3', ''].join(end)).curves, {
        train_loss: [
          [1, 2],
          [2, 3],
        ],
      });
    assert.deepEqual(read('step,loss\n1,2').curves, { train_loss: [[1, 2]] });
  });

  it('takes a step that comes behind its values', () => {
    assert.deepEqual(read('loss,step\n5,1\n6,2\n7,\n').curves, {
      train_loss: [
        [1, 5],
        [2, 6],
      ],
    });
  });

  it('reads quotes, and commas, quotes and lines in them', () => {
    const text = '"step","a ""b""","c,d"\n"1","2","3"\n"2","x ""y"", z\n",4\n"3",5"6\n"4","7';
    assert.deepEqual(read(text).curves, {
      ...{
        a_b: [
          [1, 2],
          [4, 7],
        ],
        c_d: [
          [1, 3],
          [2, 4],
        ],
      },
    });
  });

  it('has nothing left of a row that is short, or has cells without a column', () => {
    assert.deepEqual(read('step,loss,reward\n1,2,3\n2,4\n3,5,6,7\n').curves, {
      ...{
        train_loss: [
          [1, 2],
          [2, 4],
          [3, 5],
        ],
        train_mean_reward: [
          [1, 3],
          [3, 6],
        ],
      },
    });
  });

  it('skips columns that measure nothing', () => {
    assert.deepEqual(read('step,date,loss\n1,9,2\n').curves, { train_loss: [[1, 2]] });
  });

  it('keeps the first of columns whose names are equal', () => {
    assert.deepEqual(read('step,loss,Loss,train_loss\n1,2,3,4\n').curves, {
      ...{ train_loss: [[1, 2]], loss: [[1, 3]] },
    });
  });

  it('reads at most 200 columns, and says how many it leaves out', () => {
    const wide = (columns: number) =>
      ['step', ...Array.from({ length: columns - 1 }, (_, at) => `m${String(at)}`)].join();
    const row = (columns: number) => Array.from({ length: columns }, (_, at) => at + 1).join();
    const whole = read(`${wide(200)}\n${row(200)}\n`);
    assert.deepEqual([Object.keys(whole.curves).length, whole.problem], [199, null]);
    const cut = read(`${wide(1_234)}\n${row(1_234)}\n`);
    assert.equal(Object.keys(cut.curves).length, 199);
    assert.equal(cut.problem, '1,034 more columns of the result file are left out.');
  });

  it('looks for the step in the first line alone', () => {
    assert.match(read('loss\nstep\n1\n').problem ?? '', /names no “step” column/);
    assert.equal(parseResultCsv('loss\n1\n').curves.size, 0);
  });

  it('does not rest before its time is spent', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => `${at},${at / 7}`);
    const rest = () => Promise.reject(new Error('it rested'));
    const table = await readResultCsv(['step,loss', ...rows].join('\n'), { isSpent: false, rest });
    assert.equal(table.curves.get('train_loss')?.length, 100_000);
  });

  it('lets others work in between', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => `${at},${at / 7}`);
    let rests = 0;
    const pauses = {
      isSpent: true,
      rest: () => {
        rests += 1;
        return Promise.resolve();
      },
    };
    const table = await readResultCsv(['step,loss', ...rows].join('\n'), pauses);
    assert.equal(table.curves.get('train_loss')?.length, 100_000);
    assert.ok(rests > 10, String(rests));
  });
});

const curvesOf = ({ curves }: MetricsTable) =>
  Object.fromEntries([...curves].map(([name, { steps, values }]) => [name, [[...steps], [...values]]]));

/** What the columns `loss,step,reward` hold, cell by cell. */
function curvesByD3(text: string): Record<string, number[][]> {
  const points = { train_mean_reward: new Points(), train_loss: new Points() };
  for (const [loss, at, reward] of csvParseRows(text).slice(1)) {
    const step = numberOf(at);
    if (step === null || !isStep(step)) continue;
    const cells = { train_loss: numberOf(loss), train_mean_reward: numberOf(reward) };
    for (const name of ['train_loss', 'train_mean_reward'] as const) {
      const value = cells[name];
      if (value !== null) points[name].add(step, value);
    }
  }
  return Object.fromEntries(
    Object.entries(points)
      .filter(([, { length }]) => length > 0)
      .map(([name, { steps, values }]) => [name, [[...steps], [...values]]]),
  );
}
