import assert from 'node:assert/strict';
import { Format } from '../../../src/shared/format';
import type { JobSnapshot } from '../../../src/shared/protocol';
import { toHtml } from '../../../src/webview/report/html';
import { comparisonReport, jobReport } from '../../../src/webview/report/jobReport';
import { toMarkdown } from '../../../src/webview/report/markdown';
import { sketchOf } from '../../../src/webview/report/sketch';
import { recordOf } from '../../support/curves';
import { createdTime, failedSnapshot, resultCsv, succeededSnapshot } from '../../support/snapshots';

const format = new Format('en');
const evil =
  '<img src=x onerror=alert(1)>|`x` [a](javascript:b) **b** @team #12 https://evil.example\n# heading';

describe('a report', () => {
  it('of a job is its facts, what its curves show, and a drawing', () => {
    const text = toMarkdown(
      jobReport(recordOf(succeededSnapshot(), resultCsv(900)), { kind: 'sketch' }, format, createdTime),
    );
    assert.match(text, /^# support-bot\n\n/);
    assert.match(
      text,
      /```mermaid\nxychart-beta\n {2}title "Loss"\n {2}x-axis "step" 1 --> 900\n {2}line \[/,
    );
    assert.match(text, /\| Trained tokens \| 1,234,567 \|/);
    assert.match(text, /\| Training loss \| 900 \| /);
    assert.match(text, /\| 900 \\\(best\\\) \| ft:gpt-4o-mini/);
  });

  it('of a failed job says what to do', () => {
    const text = toMarkdown(jobReport(recordOf(failedSnapshot()), { kind: 'sketch' }, format, createdTime));
    assert.match(text, /Validate it, fix/);
    assert.match(text, /\| Error \| Line 12: message 2 has no "role"\. \|/);
    assert.doesNotMatch(text, /mermaid/);
  });

  it('of a job has the answers that were kept', () => {
    const kept = {
      ...{
        at: createdTime,
        system: '',
        earlier: [],
        prompt: 'Where is\nit?',
        temperature: 0,
        maxTokens: null,
      },
      expected: 'Here.',
      answers: [{ model: 'ft:bot', text: evil }],
    };
    const report = (tries: JobSnapshot['tries']) =>
      toMarkdown(
        jobReport(recordOf({ ...succeededSnapshot(), tries }), { kind: 'sketch' }, format, createdTime),
      );
    assert.doesNotMatch(report([]), /## Answers/);
    const text = report([kept]);
    assert.match(text, /## Answers\n\n\| Field \| Value \|\n\| --- \| --- \|\n\| Prompt \| Where is it\? \|/);
    assert.match(text, /\| Temperature \| 0 \|\n\| Maximum tokens \| default \|/);
    assert.match(text, /\| Expected \| Here\. \|\n\| ft:bot \| &lt;img/);
  });

  it('of several jobs begins with what differs', () => {
    const jobs = [recordOf(succeededSnapshot(), resultCsv(50)), recordOf(failedSnapshot())];
    const text = toMarkdown(comparisonReport(jobs, { kind: 'sketch' }, format, createdTime));
    assert.match(text, /^# Comparison of support-bot, faq-de/);
    assert.ok(text.indexOf('| Status | Succeeded | Failed |') < text.indexOf('## What is the same'));
    assert.match(text, /\| Base model \| gpt-4o-mini-2024-07-18 \| gpt-4o-mini-2024-07-18 \|/);
  });

  it('never turns what a server said into markup', () => {
    const snapshot = { ...failedSnapshot(), name: evil };
    const blocks = jobReport(
      recordOf(snapshot),
      { kind: 'image', source: 'data:image/png;base64,AA==', alt: evil },
      format,
      0,
    );
    const markdown = toMarkdown(blocks);
    assert.doesNotMatch(markdown, /<img|[^\\]\[a\]|[^\\]\*\*b|@team|#12|https:\/\/evil|\n# heading/);
    const html = toHtml(evil, blocks, 'en');
    assert.equal(html.match(/<img /g)?.length, 1);
    assert.match(html, /<h1>&lt;img src=x onerror=alert\(1\)&gt;/);
    assert.doesNotMatch(html, /<script/);
  });

  it('escapes what begins a list or a rule', () => {
    const paragraph = (text: string) => toMarkdown([{ kind: 'paragraph', text }]).trimEnd();
    assert.deepEqual(['1. a', '- b', '+ c', '1.5', '#', 'a|b', 'x_y'].map(paragraph), [
      '1\\. a',
      '\\- b',
      '\\+ c',
      '1.5',
      '\\#',
      'a\\|b',
      'x\\_y',
    ]);
  });
});

describe('sketchOf', () => {
  it('lays curves out at equal distances, level beyond their ends', () => {
    const long = { steps: Float64Array.of(0, 10, 40), values: Float64Array.of(4, 2, 8) };
    const short = { steps: Float64Array.of(0, 10, 20), values: Float64Array.of(6, NaN, 2) };
    const curves = [
      { name: 'long', points: long },
      { name: 'short', points: short },
    ];
    assert.deepEqual(sketchOf('Loss', curves), {
      kind: 'sketch',
      title: 'Loss',
      from: 0,
      to: 40,
      lines: [
        { name: 'long', values: [4, 4, 8] },
        { name: 'short', values: [6, 2, 2] },
      ],
    });
    assert.equal(
      sketchOf('Loss', [
        { name: 'x', points: { steps: Float64Array.of(1, 2), values: Float64Array.of(1, NaN) } },
      ]),
      null,
    );
  });
});
