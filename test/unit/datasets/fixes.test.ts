import assert from 'node:assert/strict';
import { checkLine } from '../../../src/datasets/checkLine';
import { fixesOf } from '../../../src/datasets/fixes';

/** A line after the first fix of its first problem, with what the fix is called. */
function fixed(text: string): string | null {
  const [problem] = checkLine(text, null).problems;
  assert.ok(problem, 'nothing is wrong');
  const [fix] = fixesOf(text, problem);
  if (fix === undefined) return null;
  const line = fix.edits.reduceRight(
    (rest, { start, end, text: replacement }) => rest.slice(0, start) + replacement + rest.slice(end),
    text,
  );
  assert.deepEqual(checkLine(line, null).problems, [], line);
  return `${fix.title}: ${line}`;
}

const user = '{"role":"user","content":"Hi"}';
const answer = '{"role":"assistant","content":"Hello"}';

describe('a broken row is put right', () => {
  it('by removing a comma that has nothing after it', () => {
    assert.equal(
      fixed(`{"messages": [${user}, ${answer},] }`),
      `Remove the comma: {"messages": [${user}, ${answer}] }`,
    );
  });

  it('by removing the comma behind a row that comes from a list', () => {
    assert.equal(
      fixed(`{"messages":[${user},${answer}]} , `),
      `Remove the comma: {"messages":[${user},${answer}]}  `,
    );
  });

  it('by removing a last message that nobody answers', () => {
    assert.equal(
      fixed(`{"messages":[${user},${answer},${user}]}`),
      `Remove this message: {"messages":[${user},${answer}]}`,
    );
  });

  it('by naming whose turn it is', () => {
    assert.equal(
      fixed(`{"messages":[${user},{"content":"Hello"}]}`),
      `Make it a message of the role assistant: {"messages":[${user},{"content":"Hello","role": "assistant"}]}`,
    );
  });

  it('by removing what means nothing there', () => {
    assert.equal(
      fixed(`{"messages":[{"role":"user","content":"Hi","weight":1},${answer}]}`),
      `Remove the weight: {"messages":[${user},${answer}]}`,
    );
    assert.equal(
      fixed(`{"messages":[{"role":"user","id":7,"content":"Hi"},${answer}]}`),
      `Remove it: {"messages":[${user},${answer}]}`,
    );
  });

  it('by nobody else than its author where it is not certain how', () => {
    assert.equal(fixed('{"instruction":"a"}'), null);
    assert.equal(fixed('{"messages":'), null);
  });
});
